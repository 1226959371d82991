package dev.nervure.runtime.kernel.norm;

import org.jspecify.annotations.Nullable;

/** {@link Normalization} in plain loops; without means it is that of the mean square. */
final class PortableNormalization {
    private PortableNormalization() {}

    static void normalize(
            float[] x,
            int first,
            int rows,
            int width,
            float eps,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] y,
            float @Nullable [] mean,
            float[] scale) {
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            double m = mean == null ? 0 : mean(x, at, width);
            double squares = squares(x, at, width, m);
            if (mean != null) {
                mean[r] = (float) m;
            }
            scale[r] = (float) (1 / Math.sqrt(squares / width + eps));
            apply(x, at, width, (float) m, scale[r], weight, bias, y);
        }
    }

    /** The mean, of a sum in four strands, because HotSpot keeps the order of a sum. */
    static double mean(float[] x, int from, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = from;
        for (; j + 4 <= from + count; j += 4) {
            s0 += x[j];
            s1 += x[j + 1];
            s2 += x[j + 2];
            s3 += x[j + 3];
        }
        for (; j < from + count; j++) {
            s0 += x[j];
        }
        return ((s0 + s1) + (s2 + s3)) / count;
    }

    /** {@code Σ (x − mean)²} likewise. */
    static double squares(float[] x, int from, int count, double mean) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = from;
        for (; j + 4 <= from + count; j += 4) {
            double d0 = x[j] - mean;
            double d1 = x[j + 1] - mean;
            double d2 = x[j + 2] - mean;
            double d3 = x[j + 3] - mean;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; j < from + count; j++) {
            s0 += (x[j] - mean) * (x[j] - mean);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void apply(
            float[] x,
            int at,
            int width,
            float mean,
            float scale,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] y) {
        for (int j = 0; j < width; j++) {
            float value = (x[at + j] - mean) * scale;
            float scaled = weight == null ? value : value * weight[j];
            y[at + j] = bias == null ? scaled : scaled + bias[j];
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
            float @Nullable [] weight,
            float[] dx,
            boolean add) {
        for (int r = first; r < first + rows; r++) {
            float m = mean == null ? 0f : mean[r];
            gradient(dy, x, m, scale[r], r * width, width, weight, mean != null, dx, add);
        }
    }

    private static void gradient(
            float[] dy,
            float[] x,
            float mean,
            float scale,
            int at,
            int width,
            float @Nullable [] weight,
            boolean centred,
            float[] dx,
            boolean add) {
        double sum = 0;
        double products = 0;
        for (int j = 0; j < width; j++) {
            float e = weight == null ? dy[at + j] : dy[at + j] * weight[j];
            sum += e;
            products += (double) e * (x[at + j] - mean);
        }
        float ofAll = centred ? (float) (sum / width) : 0f;
        float ofProducts = (float) (products * scale / width);
        for (int j = 0; j < width; j++) {
            float e = weight == null ? dy[at + j] : dy[at + j] * weight[j];
            float d = scale * (e - ofAll - (x[at + j] - mean) * scale * ofProducts);
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
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            float m = mean == null ? 0f : mean[r];
            float s = scale[r];
            for (int j = 0; j < width; j++) {
                dWeight[j] += dy[at + j] * ((x[at + j] - m) * s);
            }
        }
    }
}
