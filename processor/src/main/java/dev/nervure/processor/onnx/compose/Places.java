package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.dsl.network.Dim;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a tensor come from, if layers only move them: reshape, exchange axes, cut and repeat. So it is no matter in
 * which of many ways a file writes, say, the heads of attention.
 *
 * @param source the tensor whose values are moved
 * @param at for each value, its place in the source
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares places
record Places(Tensor source, int[] at) {
    /** Larger tensors are not looked at; their networks stay as they are written. */
    private static final int MOST = 1 << 22;

    /** The length that variable axes are tried with: it divides nothing by chance. */
    private static final int LENGTH = 7;

    /** The values of a tensor; null if there are too many, or the length of an axis hides where they come from. */
    static @Nullable Places of(Tensor x) {
        return of(x, Integer.MAX_VALUE);
    }

    /** The same through so many layers at most. */
    static @Nullable Places of(Tensor x, int layers) {
        if (layers == 0) {
            return count(x) > MOST
                    ? null
                    : new Places(x, IntStream.range(0, count(x)).toArray());
        }
        Tensor read = x.inputs().isEmpty() ? x : x.inputs().get(0);
        if (count(x) > MOST || count(read) > MOST) {
            return null;
        }
        if (x.layer() instanceof ReshapeLayer
                || x.layer() instanceof FlattenLayer
                || x.layer() instanceof IdentityLayer) {
            Places before = of(read, layers - 1);
            return before == null || before.at.length != count(x) ? null : before;
        }
        if (x.layer() instanceof TransposeLayer transpose) {
            List<Integer> order = transpose.order(read.shape());
            int[] from = strides(sizes(read));
            return picked(
                    x, read, layers, order.stream().mapToInt(axis -> from[axis]).toArray(), 0);
        }
        if (x.layer() instanceof SliceLayer slice) {
            int axis = Math.floorMod(slice.axis(), read.shape().rank());
            int start = size(slice.from(read.shape().axis(axis)));
            return picked(x, read, layers, strides(sizes(read)), start * strides(sizes(read))[axis]);
        }
        if (x.layer() instanceof SplitLayer) {
            return picked(x, read, layers, strides(sizes(read)), 0);
        }
        if (x.layer() instanceof PartLayer part && read.layer() instanceof SplitLayer split) {
            Tensor whole = read.inputs().get(0);
            int axis = Math.floorMod(split.axis(), whole.shape().rank());
            int start = split.sizes().subList(0, part.value()).stream()
                    .mapToInt(i -> i)
                    .sum();
            return picked(x, whole, layers, strides(sizes(whole)), start * strides(sizes(whole))[axis]);
        }
        if (x.layer() instanceof ConcatLayer concat
                && x.inputs().stream().allMatch(input -> input == read)
                && sizes(read)[Math.floorMod(concat.axis(), read.shape().rank())] == 1) {
            return repeated(x, read, layers);
        }
        if (x.layer() instanceof ExpandLayer) {
            return repeated(x, read, layers);
        }
        if (x.layer() instanceof AddLayer && x.inputs().size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (isZero(x.inputs().get(i)) && count(x.inputs().get(1 - i)) <= MOST) {
                    return repeated(x, x.inputs().get(1 - i), layers);
                }
            }
        }
        return new Places(x, IntStream.range(0, count(x)).toArray());
    }

    private static boolean isZero(Tensor x) {
        return x.layer() instanceof ConstantLayer constant
                && !constant.value().isEmpty()
                && constant.value().stream().allMatch(value -> value == 0);
    }

    /** Where the values of a tensor that broadcasts stand in the result. */
    static @Nullable Places spread(Tensor result, Tensor x) {
        return count(result) > MOST ? null : repeated(result, x, 1);
    }

    /** Axes of size 1 are read again and again. */
    private static @Nullable Places repeated(Tensor x, Tensor read, int layers) {
        int[] sizes = sizes(read);
        int[] from = strides(sizes);
        int[] strides = new int[x.shape().rank()];
        for (int i = 0; i < sizes.length; i++) {
            strides[i + strides.length - sizes.length] = sizes[i] == 1 ? 0 : from[i];
        }
        return picked(x, read, layers, strides, 0);
    }

    /** One value for each place of a tensor, some steps apart in each axis. */
    private static @Nullable Places picked(Tensor x, Tensor read, int layers, int[] strides, int start) {
        Places before = of(read, layers - 1);
        if (before == null) {
            return null;
        }
        int[] sizes = sizes(x);
        int[] at = new int[count(x)];
        int[] index = new int[sizes.length];
        for (int i = 0, from = start; i < at.length; i++) {
            if (from < 0 || from >= before.at.length) {
                return null;
            }
            at[i] = before.at[from];
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                from -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
        return new Places(before.source, at);
    }

    /** The sizes of the axes, at some length of those that vary. */
    static int[] sizes(Tensor x) {
        Shape shape = x.shape();
        return IntStream.range(0, shape.rank()).map(i -> size(shape.axis(i))).toArray();
    }

    static int count(Tensor x) {
        long count = 1;
        for (int size : sizes(x)) {
            count = Math.min(count * Math.max(0, size), Integer.MAX_VALUE);
        }
        return (int) count;
    }

    private static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        for (int i = sizes.length - 1, stride = 1; i >= 0; stride *= sizes[i], i--) {
            strides[i] = stride;
        }
        return strides;
    }

    private static int size(Dim dim) {
        if (dim instanceof Dim.Symbol) {
            return LENGTH;
        }
        if (dim instanceof Dim.Sum sum) {
            return size(sum.of()) + sum.term();
        }
        if (dim instanceof Dim.Product product) {
            return size(product.of()) * product.factor();
        }
        if (dim instanceof Dim.Quotient quotient) {
            return Math.floorDiv(size(quotient.of()), quotient.divisor());
        }
        return dim.max();
    }
}
