package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;

/**
 * The movement of a kernel along one axis.
 *
 * @param size the number of weights of the kernel
 * @param stride the distance between neighbouring positions of the kernel
 * @param dilation the distance between neighbouring weights
 * @param before the padding before the axis; for a transposed convolution, the number of values cut off its result
 *     there
 * @param after the padding after the axis, or the number of values cut off there; a negative number adds values
 */
public record Window(int size, int stride, int dilation, int before, int after) {
    /** Whether the kernel never reaches over an end. */
    public boolean isWithin() {
        return before == 0 && after == 0;
    }

    /** The number of positions that the kernel covers. */
    public int extent() {
        return Math.addExact(Math.multiplyExact(dilation, size - 1), 1);
    }

    /** The number of places along an axis. */
    public Dim places(Dim dim) {
        return dim.plus(before + after - extent()).floorDiv(stride).plus(1);
    }

    /** The axis that a transposed convolution makes of this one. {@link #places} of the result gives this one. */
    public Dim transposed(Dim dim) {
        return dim.times(stride).plus(extent() - stride - before - after);
    }

    /** {@link #places} of an axis of a shape, which must be long enough for one. */
    Dim places(Shape shape, int axis) {
        Dim dim = shape.axis(axis);
        int padded = dim.min() + before + after;
        if (padded < extent()) {
            String where = dim.constant() ? "" : " at length 1";
            String hint = isChannelsLast(shape) ? "; channels come first here, then height and width" : "";
            throw NetworkException.attribute("kernelSize", Message.KERNEL, extent(), padded, axis, shape, where + hint);
        }
        return places(dim);
    }

    /** Whether a shape looks like an image with the channels last, as in TensorFlow. */
    private static boolean isChannelsLast(Shape shape) {
        return shape.rank() == 3
                && shape.axis(0).equals(shape.axis(1))
                && shape.axis(0).max() > 4
                && shape.axis(2).max() <= 4;
    }
}
