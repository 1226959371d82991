package dev.nervure.processor.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are known while the graph is read: a weight, a shape, a table. Nobody changes the arrays.
 *
 * <p>Numbers with a fraction are kept as 32-bit floats, all others as 64-bit integers; booleans are 0 and 1.
 */
public final class Literal {
    private static final int MOST_COMPUTED = 1 << 27;

    private static final float[] NO_FLOATS = {};
    private static final long[] NO_INTEGERS = {};

    private final DataType type;
    private final List<Integer> dims;
    private final float[] floats;
    private final long[] integers;
    private final @Nullable String weight;

    private Literal(DataType type, List<Integer> dims, float[] floats, long[] integers, @Nullable String weight) {
        this.type = type;
        this.dims = List.copyOf(dims);
        this.floats = floats;
        this.integers = integers;
        this.weight = weight;
        if ((type.floats() ? floats.length : integers.length) != size(dims)) {
            throw new OnnxException("a tensor " + dims + " has " + (floats.length + integers.length) + " values");
        }
    }

    /** Floats, row by row. */
    public static Literal of(DataType type, List<Integer> dims, float[] values) {
        return new Literal(type, dims, values, NO_INTEGERS, null);
    }

    /** Integers or booleans, row by row. */
    public static Literal of(DataType type, List<Integer> dims, long[] values) {
        return new Literal(type, dims, NO_FLOATS, values, null);
    }

    /** 64-bit integers along one axis. */
    public static Literal of(long... values) {
        return of(DataType.INT64, List.of(values.length), values);
    }

    /** The same numbers as the weight of a name, which training may change. */
    public Literal asWeight(String name) {
        return new Literal(type, dims, floats, integers, name);
    }

    /** The same numbers, which training leaves alone. */
    public Literal asConstant() {
        return weight == null ? this : new Literal(type, dims, floats, integers, null);
    }

    /** The same numbers in the same order with other sizes. */
    public Literal reshaped(List<Integer> sizes) {
        return new Literal(type, sizes, floats, integers, weight);
    }

    /** The numbers at these indices of the whole, in this order. */
    public Literal picked(List<Integer> sizes, int[] indices) {
        if (type.floats()) {
            float[] picked = new float[indices.length];
            for (int i = 0; i < indices.length; i++) {
                picked[i] = floats[indices[i]];
            }
            return new Literal(type, sizes, picked, NO_INTEGERS, weight);
        }
        return new Literal(
                type,
                sizes,
                NO_FLOATS,
                Arrays.stream(indices).mapToLong(i -> integers[i]).toArray(),
                weight);
    }

    public DataType type() {
        return type;
    }

    public List<Integer> dims() {
        return dims;
    }

    public int rank() {
        return dims.size();
    }

    /** The number of values. */
    public int size() {
        return type.floats() ? floats.length : integers.length;
    }

    /** The name of the weight, in the file; null if these numbers are no weight. */
    public @Nullable String weight() {
        return weight;
    }

    /** A number as a float. */
    public float number(int index) {
        return type.floats() ? floats[index] : integers[index];
    }

    /** A number as an integer; a fraction is cut off. */
    public long integer(int index) {
        return type.floats() ? (long) floats[index] : integers[index];
    }

    /** A copy of all numbers, as floats. */
    public float[] numbers() {
        float[] all = new float[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = number(i);
        }
        return all;
    }

    /** A copy of all numbers, as integers. */
    public long[] integers() {
        long[] all = new long[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = integer(i);
        }
        return all;
    }

    /** All numbers, as integers. */
    public List<Long> ints64() {
        return Arrays.stream(integers()).boxed().toList();
    }

    /** A copy of all numbers, as 32-bit integers. */
    public List<Integer> ints() {
        List<Integer> all = new ArrayList<>();
        for (long value : integers()) {
            all.add(Math.toIntExact(value));
        }
        return all;
    }

    /** Whether type, sizes and all numbers are equal. */
    public boolean same(Literal other) {
        return type == other.type
                && dims.equals(other.dims)
                && Arrays.equals(floats, other.floats)
                && Arrays.equals(integers, other.integers);
    }

    /** Whether an axis has several places, and the same numbers at each. */
    public boolean repeats(int axis) {
        int inner = size(dims.subList(axis + 1, rank()));
        int places = dims.get(axis);
        for (int i = 0; i < size(); i++) {
            int first = i / (inner * places) * inner * places + i % inner;
            if (number(i) != number(first)) {
                return false;
            }
        }
        return places > 1 && size() > 0;
    }

    /** The numbers at the first place of an axis, which stays. */
    public Literal first(int axis) {
        int inner = size(dims.subList(axis + 1, rank()));
        int places = dims.get(axis);
        List<Integer> sizes = new ArrayList<>(dims);
        sizes.set(axis, 1);
        int[] picked = new int[size() / places];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = i / inner * inner * places + i % inner;
        }
        return picked(sizes, picked);
    }

    /** Whether all numbers are one. */
    public boolean uniform() {
        for (int i = 1; i < size(); i++) {
            if (number(i) != number(0)) {
                return false;
            }
        }
        return size() > 0;
    }

    /** The same numbers, with the largest float in the place of infinity: a mask of it hides as well, and makes no NaN. */
    public Literal bounded() {
        if (finite()) {
            return this;
        }
        float[] bounded = floats.clone();
        for (int i = 0; i < bounded.length; i++) {
            bounded[i] = Float.isInfinite(bounded[i]) ? Math.copySign(Float.MAX_VALUE, bounded[i]) : bounded[i];
        }
        return new Literal(type, dims, bounded, integers, weight);
    }

    /** Whether no number is infinite or not a number. */
    public boolean finite() {
        for (float value : floats) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of values of a shape.
     *
     * @throws OnnxException if a size is negative, or there are more values than the largest array holds
     */
    public static int size(List<? extends Number> dims) {
        long size = 1;
        for (Number dim : dims) {
            if (dim.longValue() < 0) {
                throw new OnnxException("a size is negative: " + dims);
            }
            size *= Math.min(dim.longValue(), 1L << 32);
            if (size > Integer.MAX_VALUE) {
                throw new OnnxException("a tensor has more values than the largest array, 2147483647: " + dims);
            }
        }
        return (int) size;
    }

    /**
     * The number of values of a shape that is computed, of one sample.
     *
     * @throws OnnxException if there are more than 134,217,728: 512 MB as floats
     */
    public static int computed(List<? extends Number> dims) {
        int size = size(dims);
        if (size > MOST_COMPUTED) {
            throw new OnnxException("a value of " + size + " numbers is computed; at most " + MOST_COMPUTED + " are");
        }
        return size;
    }

    @Override
    public String toString() {
        return type + " " + dims;
    }
}
