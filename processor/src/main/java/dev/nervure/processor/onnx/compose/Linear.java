package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.processor.onnx.Literal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values each of which is {@code c · x + d · y} for two values of one tensor and known numbers {@code c} and {@code d}: what turning
 * pairs by known angles makes, in whichever way it is written.
 *
 * @param source the tensor
 * @param first the place of {@code x} in the source
 * @param c its factor
 * @param second the place of {@code y}; −1 if there is none
 * @param d its factor
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Linear(Tensor source, int[] first, float[] c, int[] second, float[] d) {
    /** Steps from a tensor back to the source; rotation takes fewer. */
    private static final int DEEPEST = 12;

    /** The values of a tensor; null if they are something else. */
    static @Nullable Linear of(Tensor x, Tensor source, Readers readers) {
        return of(x, source, readers, DEEPEST);
    }

    private static @Nullable Linear of(Tensor x, Tensor source, Readers readers, int depth) {
        if (x == source) {
            int[] all = IntStream.range(0, Places.count(x)).toArray();
            float[] ones = new float[all.length];
            Arrays.fill(ones, 1);
            int[] none = new int[all.length];
            Arrays.fill(none, -1);
            return new Linear(x, all, ones, none, new float[all.length]);
        }
        if (depth == 0 || x.inputs().isEmpty() || !x.shape().constant()) {
            return null;
        }
        Tensor read = x.inputs().get(0);
        if (x.layer() instanceof ScaleLayer scale && scale.offset() == 0) {
            Linear before = of(read, source, readers, depth - 1);
            return before == null ? null : before.times(i -> scale.factor());
        }
        if (x.layer() instanceof MultiplyLayer && x.inputs().size() == 2) {
            for (int i = 0; i < 2; i++) {
                float[] table = table(x.inputs().get(1 - i), x, readers);
                Tensor other = x.inputs().get(i);
                if (table != null && other.shape().sample().equals(x.shape().sample())) {
                    Linear before = of(other, source, readers, depth - 1);
                    return before == null ? null : before.times(at -> table[at]);
                }
            }
            return null;
        }
        if ((x.layer() instanceof AddLayer || x.layer() instanceof SubtractLayer)
                && x.inputs().size() == 2
                && x.inputs().stream().allMatch(in -> Places.count(in) == Places.count(x))) {
            Linear a = of(read, source, readers, depth - 1);
            Linear b = a == null ? null : of(x.inputs().get(1), source, readers, depth - 1);
            return a == null || b == null ? null : a.plus(b, x.layer() instanceof AddLayer ? 1 : -1);
        }
        if (x.layer() instanceof ConcatLayer concat) {
            return joined(x, Math.floorMod(concat.axis(), x.shape().rank()), source, readers, depth);
        }
        if (x.layer() instanceof ReshapeLayer
                || x.layer() instanceof TransposeLayer
                || x.layer() instanceof SliceLayer
                || x.layer() instanceof SplitLayer
                || x.layer() instanceof PartLayer) {
            Places moved = Places.of(x, 1);
            Linear before = moved == null ? null : of(moved.source(), source, readers, depth - 1);
            return moved == null || before == null ? null : before.picked(moved.at());
        }
        return null;
    }

    /** Known numbers, as many as the product has; null if they are not known. */
    private static float @Nullable [] table(Tensor x, Tensor product, Readers readers) {
        Literal literal = readers.table(x);
        boolean constant =
                x.layer() instanceof ConstantLayer layer && !layer.value().isEmpty();
        if (literal == null && !constant) {
            return null;
        }
        Places all = Places.spread(product, x);
        if (all == null) {
            return null;
        }
        float[] values = new float[all.at().length];
        for (int i = 0; i < values.length; i++) {
            int at = all.at()[i];
            values[i] = literal != null
                    ? literal.number(at)
                    : ((ConstantLayer) x.layer())
                            .value()
                            .get(at % ((ConstantLayer) x.layer()).value().size());
        }
        return values;
    }

    private static @Nullable Linear joined(Tensor x, int axis, Tensor source, Readers readers, int depth) {
        int count = Places.count(x);
        Linear all = new Linear(source, new int[count], new float[count], new int[count], new float[count]);
        int[] sizes = Places.sizes(x);
        int inner = IntStream.range(axis + 1, sizes.length).map(i -> sizes[i]).reduce(1, (a, b) -> a * b);
        int row = sizes[axis] * inner;
        int start = 0;
        for (Tensor input : x.inputs()) {
            Linear part = of(input, source, readers, depth - 1);
            if (part == null) {
                return null;
            }
            int width = Places.sizes(input)[axis] * inner;
            for (int i = 0; i < part.first.length; i++) {
                all.put(i / width * row + start + i % width, part, i);
            }
            start += width;
        }
        return all;
    }

    private void put(int at, Linear from, int i) {
        first[at] = from.first[i];
        c[at] = from.c[i];
        second[at] = from.second[i];
        d[at] = from.d[i];
    }

    private Linear picked(int[] at) {
        Linear all =
                new Linear(source, new int[at.length], new float[at.length], new int[at.length], new float[at.length]);
        for (int i = 0; i < at.length; i++) {
            all.put(i, this, at[i]);
        }
        return all;
    }

    /** A number for each place. */
    private interface Numbers {
        float get(int at);
    }

    private Linear times(Numbers numbers) {
        float[] e = c.clone();
        float[] f = d.clone();
        for (int i = 0; i < e.length; i++) {
            e[i] *= numbers.get(i);
            f[i] *= numbers.get(i);
        }
        return new Linear(source, first, e, second, f);
    }

    /** The sum, or the difference, of two values that are each a multiple of one. */
    private @Nullable Linear plus(Linear other, int sign) {
        float[] f = other.c.clone();
        for (int i = 0; i < f.length; i++) {
            f[i] *= sign;
            if (second[i] >= 0 || other.second[i] >= 0) {
                return null;
            }
        }
        return new Linear(source, first, c, other.first, f);
    }
}
