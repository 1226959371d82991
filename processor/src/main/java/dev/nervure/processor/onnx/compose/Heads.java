package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.RotaryLayer;
import org.jspecify.annotations.Nullable;

/**
 * Heads of attention as a tensor {@code [count, steps, size]}.
 *
 * @param steps how many steps the queries have
 */
record Heads(int count, int size, int steps) {
    /** Whether values are what the heads give, side by side: {@code [steps, count · size]}. */
    boolean joins(Places values) {
        if (values.at().length != count * steps * size) {
            return false;
        }
        for (int i = 0; i < values.at().length; i++) {
            int t = i / (count * size);
            int head = i / size % count;
            if (values.at()[i] != (head * steps + t) * size + i % size) {
                return false;
            }
        }
        return true;
    }

    /** What queries, keys or values are made of; null if that is not a dense layer, or not in this order. */
    @Nullable
    Projected projected(Tensor x) {
        Places places = Places.of(x);
        if (places == null || places.at().length % (count * size) != 0) {
            return null;
        }
        Tensor source = places.source();
        if (source.shape().rank() != 2 || places.at().length == 0) {
            return null;
        }
        int rows = places.at().length / (count * size);
        int columns = source.shape().axis(1).max();
        int offset = places.at()[0];
        for (int shared = 1; shared <= count; shared++) {
            if (count % shared == 0 && fits(places, rows, columns, offset, shared)) {
                return projected(source, offset, shared);
            }
        }
        return null;
    }

    private boolean fits(Places places, int rows, int columns, int offset, int shared) {
        for (int i = 0; i < places.at().length; i++) {
            int head = i / (rows * size);
            int t = i / size % rows;
            if (places.at()[i] != t * columns + offset + head / shared * size + i % size) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Projected projected(Tensor source, int offset, int shared) {
        if (source.layer() instanceof RotaryLayer rotary && offset == 0) {
            Places below = Places.of(source.inputs().get(0));
            boolean columns =
                    below != null && isOneBlock(below, source.shape().axis(1).max());
            return columns && below != null && AttentionForm.isPlain(below.source())
                    ? new Projected(below.source(), below.at()[0], shared, rotary)
                    : null;
        }
        return AttentionForm.isPlain(source) ? new Projected(source, offset, shared, null) : null;
    }

    /** Whether values are columns of a matrix that lie side by side. */
    private static boolean isOneBlock(Places values, int width) {
        int columns = values.source().shape().axis(-1).max();
        for (int i = 0; i < values.at().length; i++) {
            if (values.at()[i] != i / width * columns + values.at()[0] + i % width) {
                return false;
            }
        }
        return true;
    }
}
