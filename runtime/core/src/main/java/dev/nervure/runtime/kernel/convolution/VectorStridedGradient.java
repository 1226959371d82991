package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** A {@link StridedGradient} that joins the columns of two residues in vectors. */
final class VectorStridedGradient extends StridedGradient {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** Each lane of the first half twice, and of the second. */
    private static final VectorShuffle<Float> FIRST = VectorShuffle.fromOp(S, i -> i / 2);

    private static final VectorShuffle<Float> SECOND = VectorShuffle.fromOp(S, i -> N / 2 + i / 2);
    private static final VectorMask<Float> ODD = odd();

    private static VectorMask<Float> odd() {
        boolean[] set = new boolean[N];
        for (int i = 1; i < N; i += 2) {
            set[i] = true;
        }
        return VectorMask.fromArray(S, set, 0);
    }

    VectorStridedGradient(ConvolutionShape shape, List<@Nullable Correlation> parts) {
        super(shape, parts);
    }

    /** A row's last vector reaches into rows that are written later; where there are none, values go one by one. */
    @Override
    void join(float[][] results, float[] y, int y0) {
        if (strideWidth != 2) {
            super.join(results, y, y0);
            return;
        }
        int left = columns(0);
        int right = columns(1);
        int end = y0 + outputs * height * width;
        for (int m = 0; m < outputs; m++) {
            for (int h = 0; h < height; h++) {
                int residue = h % strideHeight;
                int row = m * rows(residue) + h / strideHeight;
                int to = y0 + (m * height + h) * width;
                int vectors = Math.min((left + N - 1) / N, (end - to) / (2 * N));
                zip(results[2 * residue], row * left, results[2 * residue + 1], row * right, y, to, vectors);
                for (int k = 2 * N * vectors; k < width; k++) {
                    y[to + k] = k % 2 == 0
                            ? results[2 * residue][row * left + k / 2]
                            : results[2 * residue + 1][row * right + k / 2];
                }
            }
        }
    }

    private static void zip(float[] a, int a0, float[] b, int b0, float[] y, int y0, int vectors) {
        for (int v = 0; v < vectors; v++) {
            FloatVector even = FloatVector.fromArray(S, a, a0 + v * N);
            FloatVector odd = FloatVector.fromArray(S, b, b0 + v * N);
            int to = y0 + 2 * N * v;
            even.rearrange(FIRST).blend(odd.rearrange(FIRST), ODD).intoArray(y, to);
            even.rearrange(SECOND).blend(odd.rearrange(SECOND), ODD).intoArray(y, to + N);
        }
    }
}
