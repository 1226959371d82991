package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.translate.Unsupported;

/** Places of an axis at equal distances. */
final class Strided {
    /** Places that are taken one by one stand in the code; so many fit. */
    private static final int MOST_PLACES = 1 << 16;

    private Strided() {}

    /**
     * A number of places, copies or steps that each become code, or a number in it.
     *
     * @throws Unsupported if there are more than code holds
     */
    static int few(long count, String what) {
        if (count < 0 || count > MOST_PLACES) {
            throw new Unsupported("it has " + count + " " + what + "; code holds at most " + MOST_PLACES);
        }
        return (int) count;
    }

    /** {@code count} places from {@code start} on, {@code step} apart. */
    static Tensor take(Tensor x, int axis, int start, int step, int count) {
        int size = x.shape().axis(axis).max();
        if (step == 1 || count == 1) {
            return start == 0 && count == size ? x : x.slice(axis, start, start + count);
        }
        int[] places = new int[few(count, "places")];
        for (int i = 0; i < count; i++) {
            places[i] = start + i * step;
        }
        return x.gather(axis, Tensor.constant(places, count));
    }
}
