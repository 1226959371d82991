package dev.nervure.runtime.kernel.function;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.internal.RowLoops;

/**
 * Functions of each of {@code n} values, {@code y[yOffset + k] = f(x[xOffset + k])}, with the formulas and the error
 * bounds of {@link Scalar} and its results to the bit, whichever provider runs. {@code x} and {@code y} may be the same
 * array at the same offset. Offsets and {@code from} count floats.
 */
public final class Elementwise {
    private Elementwise() {}

    /** e^x. */
    public static void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.EXP, x, xOffset, y, yOffset, n, 0f);
    }

    /** The natural logarithm. */
    public static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.LOG, x, xOffset, y, yOffset, n, 0f);
    }

    /** The hyperbolic tangent. */
    public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.TANH, x, xOffset, y, yOffset, n, 0f);
    }

    /** 1 / (1 + e⁻ˣ). */
    public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.SIGMOID, x, xOffset, y, yOffset, n, 0f);
    }

    /** x / (1 + e⁻ˣ). */
    public static void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.SILU, x, xOffset, y, yOffset, n, 0f);
    }

    /** log(1 + e^x). */
    public static void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.SOFTPLUS, x, xOffset, y, yOffset, n, 0f);
    }

    /** x · tanh(log(1 + e^x)). */
    public static void mish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.MISH, x, xOffset, y, yOffset, n, 0f);
    }

    /** x where it is positive, otherwise α (e^x − 1). */
    public static void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        apply(Function.ELU, x, xOffset, y, yOffset, n, alpha);
    }

    /** x Φ(x), with the error function. */
    public static void gelu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.GELU, x, xOffset, y, yOffset, n, 0f);
    }

    /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
    public static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        apply(Function.GELU_TANH, x, xOffset, y, yOffset, n, 0f);
    }

    /** ∂x = ∂y where y = max(x, 0) is positive, elsewhere 0, for the {@code n} values from {@code from} on. */
    public static void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        if (Kernels.vectors()) {
            VectorFunctions.reluGradient(y, dy, dx, from, n);
        } else {
            PortableFunctions.reluGradient(y, dy, dx, from, n);
        }
    }

    /** ∂x = ∂y · the slope of {@link #gelu} at z, for the {@code n} values from {@code from} on. */
    public static void geluGradient(float[] z, float[] dy, float[] dx, int from, int n) {
        gradient(Function.GELU_SLOPE, z, dy, dx, from, n);
    }

    /** ∂x = ∂y · the slope of {@link #geluTanh} at z, for the {@code n} values from {@code from} on. */
    public static void geluTanhGradient(float[] z, float[] dy, float[] dx, int from, int n) {
        gradient(Function.GELU_TANH_SLOPE, z, dy, dx, from, n);
    }

    /** ∂x = ∂y · the slope of {@link #silu} at z, for the {@code n} values from {@code from} on. */
    public static void siluGradient(float[] z, float[] dy, float[] dx, int from, int n) {
        gradient(Function.SILU_SLOPE, z, dy, dx, from, n);
    }

    /** ∂x = ∂y · the slope of {@link #mish} at z, for the {@code n} values from {@code from} on. */
    public static void mishGradient(float[] z, float[] dy, float[] dx, int from, int n) {
        gradient(Function.MISH_SLOPE, z, dy, dx, from, n);
    }

    /** ∂x = ∂y · the slope of {@link #softplus} at z, its sigmoid, for the {@code n} values from {@code from} on. */
    public static void softplusGradient(float[] z, float[] dy, float[] dx, int from, int n) {
        gradient(Function.SIGMOID, z, dy, dx, from, n);
    }

    /** {@code dx} may be {@code z} or {@code dy}. */
    static void gradient(Function slope, float[] z, float[] dy, float[] dx, int from, int n) {
        if (Kernels.vectors()) {
            VectorFunctions.gradient(slope, z, dy, dx, from, n);
        } else {
            PortableFunctions.gradient(slope, z, dy, dx, from, n);
        }
    }

    /** {@code y = max(y, 0)} of the {@code n} values from the float {@code from} on. */
    static void relu(float[] y, int from, int n) {
        if (Kernels.vectors()) {
            VectorFunctions.relu(y, from, n);
        } else {
            RowLoops.relu(y, from, n);
        }
    }

    /** {@code Σ e^(x − shift)} of the {@code n} values from the float {@code xOffset} on. */
    public static float sumExp(float[] x, int xOffset, float shift, int n) {
        return Kernels.vectors()
                ? VectorFunctions.sumExp(x, xOffset, shift, n)
                : PortableFunctions.sumExp(x, xOffset, shift, n);
    }

    /** {@code alpha} is read by ELU alone. */
    static void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        if (Kernels.vectors()) {
            VectorFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
        } else {
            PortableFunctions.apply(f, x, xOffset, y, yOffset, n, alpha);
        }
    }
}
