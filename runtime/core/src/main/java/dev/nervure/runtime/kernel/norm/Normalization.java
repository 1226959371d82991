package dev.nervure.runtime.kernel.norm;

import dev.nervure.runtime.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code width} values, each brought to unit variance about its mean (layer normalisation, Ba, Kiros, Hinton
 * 2016) or to unit mean square (RMS normalisation, Zhang, Sennrich 2019), then scaled value by value. Row {@code r} lies
 * at float {@code r · width} in every array, and its statistics at {@code r}. {@code first} and {@code rows} count rows, not floats:
 * rows {@code first} to {@code first + rows − 1} are worked on.
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
        normalize(x, first, rows, width, eps, weight, bias, y, mean, scale);
    }

    /** {@code y = x / √(mean of x² + ε) · w}; keeps 1 / √(mean of x² + ε). */
    public static void rms(
            float[] x, int first, int rows, int width, float eps, float @Nullable [] weight, float[] y, float[] scale) {
        normalize(x, first, rows, width, eps, weight, null, y, null, scale);
    }

    private static void normalize(
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
        if (Kernels.vectors() && weight != null) {
            VectorNormalization.normalize(x, first, rows, width, eps, weight, bias, y, mean, scale);
        } else {
            PortableNormalization.normalize(x, first, rows, width, eps, weight, bias, y, mean, scale);
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
        gradient(dy, x, mean, scale, first, rows, width, weight, dx, add);
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
        gradient(dy, x, null, scale, first, rows, width, weight, dx, add);
    }

    private static void gradient(
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
        if (Kernels.vectors() && weight != null) {
            VectorNormalization.gradient(dy, x, mean, scale, first, rows, width, weight, dx, add);
        } else {
            PortableNormalization.gradient(dy, x, mean, scale, first, rows, width, weight, dx, add);
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
        if (Kernels.vectors()) {
            VectorNormalization.weightGradient(dy, x, mean, scale, first, rows, width, dWeight);
        } else {
            PortableNormalization.weightGradient(dy, x, mean, scale, first, rows, width, dWeight);
        }
    }
}
