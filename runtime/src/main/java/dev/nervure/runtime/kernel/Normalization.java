package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code width} values, each brought to unit variance about its mean (layer normalisation, Ba, Kiros, Hinton
 * 2016) or to unit mean square (RMS normalisation, Zhang, Sennrich 2019), then scaled value by value. Row {@code r} lies
 * at {@code r · width} in every array, and its statistics at {@code r}.
 */
public final class Normalization {
    private Normalization() {}

    /** {@code y = (x − mean) / √(variance + ε) · w + b}; keeps mean and 1 / √(variance + ε). */
    public static void layer(
            float[] x,
            int first,
            int rows,
            int width,
            float eps,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] y,
            float[] mean,
            float[] scale) {
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            double sum = 0;
            for (int j = at; j < at + width; j++) {
                sum += x[j];
            }
            double m = sum / width;
            double squares = 0;
            for (int j = at; j < at + width; j++) {
                squares += (x[j] - m) * (x[j] - m);
            }
            mean[r] = (float) m;
            scale[r] = (float) (1 / Math.sqrt(squares / width + eps));
            apply(x, at, width, mean[r], scale[r], weight, bias, y);
        }
    }

    /** {@code y = x / √(mean of x² + ε) · w}; keeps 1 / √(mean of x² + ε). */
    public static void rms(
            float[] x, int first, int rows, int width, float eps, float @Nullable [] weight, float[] y, float[] scale) {
        for (int r = first; r < first + rows; r++) {
            int at = r * width;
            double squares = 0;
            for (int j = at; j < at + width; j++) {
                squares += (double) x[j] * x[j];
            }
            scale[r] = (float) (1 / Math.sqrt(squares / width + eps));
            apply(x, at, width, 0f, scale[r], weight, null, y);
        }
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
        for (int j = at; j < at + width; j++) {
            y[j] = (x[j] - mean) * scale;
        }
        if (weight != null) {
            for (int j = 0; j < width; j++) {
                y[at + j] *= weight[j];
            }
        }
        if (bias != null) {
            for (int j = 0; j < width; j++) {
                y[at + j] += bias[j];
            }
        }
    }

    /** {@code ∂x} of {@link #layer}, or added to it: {@code s (e − mean of e − x̂ · mean of e x̂)}, {@code e = ∂y · w}. */
    public static void layerGradient(
            float[] dy,
            float[] x,
            float[] mean,
            float[] scale,
            int first,
            int rows,
            int width,
            float @Nullable [] weight,
            float[] dx,
            boolean add) {
        for (int r = first; r < first + rows; r++) {
            gradient(dy, x, mean[r], scale[r], r * width, width, weight, true, dx, add);
        }
    }

    /** {@code ∂x} of {@link #rms}, or added to it: {@code s (e − x̂ · mean of e x̂)}, {@code e = ∂y · w}. */
    public static void rmsGradient(
            float[] dy,
            float[] x,
            float[] scale,
            int first,
            int rows,
            int width,
            float @Nullable [] weight,
            float[] dx,
            boolean add) {
        for (int r = first; r < first + rows; r++) {
            gradient(dy, x, 0f, scale[r], r * width, width, weight, false, dx, add);
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

    /** Adds {@code Σ ∂y · x̂} over the rows to the gradient of the weight; {@code mean} is null for {@link #rms}. */
    public static void weightGradient(
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
                dWeight[j] += dy[at + j] * (x[at + j] - m) * s;
            }
        }
    }
}
