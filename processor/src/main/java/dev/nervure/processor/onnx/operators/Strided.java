package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;

/** Places of an axis at equal distances. */
final class Strided {
    private Strided() {}

    /** {@code count} places from {@code start} on, {@code step} apart. */
    static Tensor take(Tensor x, int axis, int start, int step, int count) {
        int size = x.shape().axis(axis).max();
        if (step == 1 || count == 1) {
            return start == 0 && count == size ? x : x.slice(axis, start, start + count);
        }
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = start + i * step;
        }
        return x.gather(axis, Tensor.constant(places, count));
    }
}
