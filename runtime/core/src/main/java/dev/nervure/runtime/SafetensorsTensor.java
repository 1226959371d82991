package dev.nervure.runtime;

import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name such as {@code hidden.weight}
 * @param dtype the type of its values
 * @param shape the size of each axis; empty for a single value
 * @param begin where its first byte is, counted from the end of the header
 * @param end where the byte after its last is: {@code begin + values · dtype.bytes()}
 */
public record SafetensorsTensor(String name, Dtype dtype, List<Long> shape, long begin, long end) {
    /**
     * A description with a copy of the shape.
     *
     * @param name such as {@code hidden.weight}
     * @param dtype the type of its values
     * @param shape the size of each axis; empty for a single value
     * @param begin where its first byte is, counted from the end of the header
     * @param end where the byte after its last is: {@code begin + values · dtype.bytes()}
     */
    public SafetensorsTensor {
        shape = List.copyOf(shape);
    }

    /**
     * The number of values.
     *
     * @return the number of values, whatever their type
     */
    public long size() {
        return (end - begin) / dtype.bytes();
    }

    boolean hasShape(int[] sizes) {
        if (shape.size() != sizes.length) {
            return false;
        }
        for (int axis = 0; axis < sizes.length; axis++) {
            if (shape.get(axis) != sizes[axis]) {
                return false;
            }
        }
        return true;
    }

    /** {@code F32 [64, 10]}. */
    @Override
    public String toString() {
        return dtype + " " + shape;
    }
}
