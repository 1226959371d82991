package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise kernels of three by three over rows of at least a vector: what is read of a row serves three rows of results, whose
 * sums roll down a strip of a vector's width. Terms are added in the same order as by the blocks, to the same bits.
 */
final class VectorRollingRows {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorRollingRows() {}

    /** Whether a kernel of this grid can roll. */
    static boolean suits(KernelColumns columns) {
        int[] taps = columns.taps;
        return columns.width >= N
                && columns.kernelWidth == 3
                && taps.length == 9
                && taps[3] == taps[0] + columns.width
                && taps[6] == taps[3] + columns.width;
    }

    /**
     * One output after the other, {@code channels} of them, each of the next channel; the last strip of a row overlaps the one
     * before.
     *
     * @param a weights, nine of each output, from {@code a0} on
     * @param b0 where the planes of the first channel begin
     */
    static void outputs(
            KernelColumns columns,
            float[] a,
            int a0,
            float[] b,
            int b0,
            float[] bias,
            int bias0,
            float least,
            float[] y,
            int y0,
            int channels) {
        int width = columns.width;
        for (int c = 0; c < channels; c++) {
            int from = b0 + c * columns.size;
            int to = y0 + c * columns.places();
            for (int v = 0; v < width; v += N) {
                int at = Math.min(v, width - N);
                strip(
                        a,
                        a0 + 9 * c,
                        bias[bias0 + c],
                        b,
                        from + at,
                        columns.taps,
                        width,
                        columns.height,
                        least,
                        y,
                        to + at);
            }
        }
    }

    private static void strip(
            float[] a,
            int a0,
            float bias,
            float[] b,
            int b0,
            int[] taps,
            int width,
            int height,
            float least,
            float[] y,
            int y0) {
        FloatVector w0 = FloatVector.broadcast(S, a[a0]);
        FloatVector w1 = FloatVector.broadcast(S, a[a0 + 1]);
        FloatVector w2 = FloatVector.broadcast(S, a[a0 + 2]);
        FloatVector w3 = FloatVector.broadcast(S, a[a0 + 3]);
        FloatVector w4 = FloatVector.broadcast(S, a[a0 + 4]);
        FloatVector w5 = FloatVector.broadcast(S, a[a0 + 5]);
        FloatVector w6 = FloatVector.broadcast(S, a[a0 + 6]);
        FloatVector w7 = FloatVector.broadcast(S, a[a0 + 7]);
        FloatVector w8 = FloatVector.broadcast(S, a[a0 + 8]);
        FloatVector start = FloatVector.broadcast(S, bias);
        int left = b0 + taps[0];
        int middle = b0 + taps[1];
        int right = b0 + taps[2];
        FloatVector l = FloatVector.fromArray(S, b, left);
        FloatVector m = FloatVector.fromArray(S, b, middle);
        FloatVector r = FloatVector.fromArray(S, b, right);
        FloatVector lower = w2.fma(r, w1.fma(m, w0.fma(l, start)));
        l = FloatVector.fromArray(S, b, left + width);
        m = FloatVector.fromArray(S, b, middle + width);
        r = FloatVector.fromArray(S, b, right + width);
        FloatVector upper = w5.fma(r, w4.fma(m, w3.fma(l, lower)));
        lower = w2.fma(r, w1.fma(m, w0.fma(l, start)));
        for (int h = 0; h < height; h++) {
            int row = (h + 2) * width;
            l = FloatVector.fromArray(S, b, left + row);
            m = FloatVector.fromArray(S, b, middle + row);
            r = FloatVector.fromArray(S, b, right + row);
            FloatVector sum = w8.fma(r, w7.fma(m, w6.fma(l, upper)));
            upper = w5.fma(r, w4.fma(m, w3.fma(l, lower)));
            lower = w2.fma(r, w1.fma(m, w0.fma(l, start)));
            sum.blend(least, sum.compare(VectorOperators.LT, least)).intoArray(y, y0 + h * width);
        }
    }
}
