package dev.nervure.processor.onnx;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.onnx.translate.Axes;

/** Memory has the batch first; a file may have it in the middle. */
public final class FileOrder {
    private FileOrder() {}

    /** For each value in the order of the file, its place in memory. */
    public static int[] places(Axes axes, Tensor tensor, int n, int size) {
        int cut = Math.max(0, axes.with() == Axes.With.BEFORE ? axes.batch() + 1 : axes.batch());
        int inner =
                tensor.shape().sample().stream().skip(cut).mapToInt(Dim::max).reduce(1, (x, y) -> x * y);
        int outer = size / inner / n;
        int[] places = new int[size];
        for (int k = 0; k < size; k++) {
            int sample = k / inner % n;
            places[k] = (sample * outer + k / inner / n) * inner + k % inner;
        }
        return places;
    }
}
