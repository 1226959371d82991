package dev.nervure.runtime.kernel.norm;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.LaneSums;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.VectorScratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * {@link Normalization} in vectors, with a scalar tail, of rows that are scaled value by value; rows without weights are
 * left to the portable loops. Statistics are summed in single precision, a strand a lane: the mean from the differences to
 * the row's first value, the variance from those to the mean, so that values far from zero lose nothing. Where such a sum
 * overflows, or squares of tiny values lose digits that count, the portable loops sum it again in double precision.
 */
final class VectorNormalization {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** A sum of squares below this has terms that single precision holds with few digits or not at all. */
    private static final float TINY = 1e-28f;

    private VectorNormalization() {}

    static void normalize(
            float[] x,
            int first,
            int rows,
            int width,
            float eps,
            float[] weight,
            float @Nullable [] bias,
            float[] y,
            float @Nullable [] mean,
            float[] scale) {
        float[] lanes = VectorScratch.ofThread().results();
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            float m = 0;
            if (mean != null) {
                m = x[at] + sum(x, at, width, x[at], lanes) / width;
                if (!Float.isFinite(m)) {
                    m = (float) PortableNormalization.mean(x, at, width);
                }
                mean[r] = m;
            }
            double squares = squares(x, at, width, m, lanes);
            if (!(squares <= Float.MAX_VALUE) || squares < TINY && eps < TINY) {
                squares = PortableNormalization.squares(x, at, width, m);
            }
            scale[r] = (float) (1 / Math.sqrt(squares / width + eps));
            if (bias == null) {
                apply(x, at, width, m, scale[r], weight, y);
            } else {
                apply(x, at, width, m, scale[r], weight, bias, y);
            }
        }
    }

    /** {@code Σ (x − shift)}. */
    private static float sum(float[] x, int at, int width, float shift, float[] lanes) {
        FloatVector sums = FloatVector.zero(S);
        int j = 0;
        for (; j + N <= width; j += N) {
            sums = sums.add(FloatVector.fromArray(S, x, at + j).sub(shift));
        }
        float sum = LaneSums.total(sums, lanes);
        for (; j < width; j++) {
            sum += x[at + j] - shift;
        }
        return sum;
    }

    /** {@code Σ (x − mean)²}. */
    private static float squares(float[] x, int at, int width, float mean, float[] lanes) {
        FloatVector sums = FloatVector.zero(S);
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector d = FloatVector.fromArray(S, x, at + j).sub(mean);
            sums = d.fma(d, sums);
        }
        float sum = LaneSums.total(sums, lanes);
        for (; j < width; j++) {
            float d = x[at + j] - mean;
            sum = Fma.add(d, d, sum);
        }
        return sum;
    }

    private static void apply(
            float[] x, int at, int width, float mean, float scale, float[] weight, float[] bias, float[] y) {
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector.fromArray(S, x, at + j)
                    .sub(mean)
                    .mul(scale)
                    .fma(FloatVector.fromArray(S, weight, j), FloatVector.fromArray(S, bias, j))
                    .intoArray(y, at + j);
        }
        for (; j < width; j++) {
            y[at + j] = Fma.add((x[at + j] - mean) * scale, weight[j], bias[j]);
        }
    }

    private static void apply(float[] x, int at, int width, float mean, float scale, float[] weight, float[] y) {
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector.fromArray(S, x, at + j)
                    .sub(mean)
                    .mul(scale)
                    .mul(FloatVector.fromArray(S, weight, j))
                    .intoArray(y, at + j);
        }
        for (; j < width; j++) {
            y[at + j] = (x[at + j] - mean) * scale * weight[j];
        }
    }

    static void gradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float[] weight,
            float[] dx,
            boolean add) {
        float[] lanes = VectorScratch.ofThread().results();
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            float m = mean == null ? 0f : mean[r];
            float s = scale[r];
            sums(dy, x, m, at, width, weight, lanes);
            float ofAll = mean == null ? 0f : lanes[0] / width;
            // x̂ · mean of e x̂ = (x − mean) · s · (s · mean of e (x − mean)); s² alone may overflow, or be 0
            gradient(dy, x, m, s, ofAll, s * (s * lanes[1] / width), at, width, weight, dx, add);
        }
    }

    /** {@code Σ e} and {@code Σ e (x − mean)}, to the first two places. */
    private static void sums(float[] dy, float[] x, float mean, int at, int width, float[] weight, float[] lanes) {
        FloatVector sums = FloatVector.zero(S);
        FloatVector products = FloatVector.zero(S);
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector e = FloatVector.fromArray(S, dy, at + j).mul(FloatVector.fromArray(S, weight, j));
            sums = sums.add(e);
            products = e.fma(FloatVector.fromArray(S, x, at + j).sub(mean), products);
        }
        sums.intoArray(lanes, 0);
        products.intoArray(lanes, N);
        float sum = LaneSums.total(lanes, 0);
        float product = LaneSums.total(lanes, N);
        for (; j < width; j++) {
            float e = dy[at + j] * weight[j];
            sum += e;
            product = Fma.add(e, x[at + j] - mean, product);
        }
        lanes[0] = sum;
        lanes[1] = product;
    }

    private static void gradient(
            float[] dy,
            float[] x,
            float mean,
            float scale,
            float ofAll,
            float ofProducts,
            int at,
            int width,
            float[] weight,
            float[] dx,
            boolean add) {
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector e = FloatVector.fromArray(S, dy, at + j).mul(FloatVector.fromArray(S, weight, j));
            FloatVector past = FloatVector.fromArray(S, x, at + j).sub(mean).mul(ofProducts);
            FloatVector d = e.sub(ofAll).sub(past).mul(scale);
            if (add) {
                d = d.add(FloatVector.fromArray(S, dx, at + j));
            }
            d.intoArray(dx, at + j);
        }
        for (; j < width; j++) {
            float d = (dy[at + j] * weight[j] - ofAll - (x[at + j] - mean) * ofProducts) * scale;
            dx[at + j] = add ? dx[at + j] + d : d;
        }
    }

    static void weightGradient(
            float[] dy,
            float[] x,
            float @Nullable [] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float[] dWeight) {
        int j = 0;
        for (; j + N <= width; j += N) {
            FloatVector sum = FloatVector.fromArray(S, dWeight, j);
            for (int r = first; r < first + rows; r++) {
                int at = r * width + j;
                float m = mean == null ? 0f : mean[r];
                sum = FloatVector.fromArray(S, x, at).sub(m).mul(scale[r]).fma(FloatVector.fromArray(S, dy, at), sum);
            }
            sum.intoArray(dWeight, j);
        }
        for (; j < width; j++) {
            float sum = dWeight[j];
            for (int r = first; r < first + rows; r++) {
                int at = r * width + j;
                float m = mean == null ? 0f : mean[r];
                sum = Fma.add((x[at] - m) * scale[r], dy[at], sum);
            }
            dWeight[j] = sum;
        }
    }
}
