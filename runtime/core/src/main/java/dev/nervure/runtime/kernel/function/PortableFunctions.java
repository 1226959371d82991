package dev.nervure.runtime.kernel.function;

import dev.nervure.runtime.kernel.internal.Coefficients;
import dev.nervure.runtime.kernel.internal.Reductions;
import dev.nervure.runtime.kernel.internal.RowLoops;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Elementwise} in loops that HotSpot vectorises: over arrays indexed by {@code j} alone, so values are copied in
 * and out a chunk at a time; one loop a step of {@link Scalar#exp}, with the bits of a chunk copied from floats to ints
 * and back, because no loop with {@code floatToRawIntBits} vectorises. That gives 1.1 to 1.7 ns a value where the plain
 * loop needs 4 to 12.
 */
final class PortableFunctions {
    private static final ThreadLocal<@Nullable PortableFunctions> OF_THREAD = new ThreadLocal<>();

    private static final int CHUNK = 256;
    /** Fewer values than this cost less one by one. */
    private static final int FEW = 24;

    private final float[] values = new float[CHUNK];
    private final float[] kept = new float[CHUNK];
    private final float[] shifted = new float[CHUNK];
    private final float[] scale = new float[CHUNK];
    private final int[] bits = new int[CHUNK];
    private final FloatBuffer floatView;
    private final IntBuffer intView;

    private PortableFunctions() {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
        this.floatView = bytes.asFloatBuffer();
        this.intView = bytes.asIntBuffer();
    }

    static void apply(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        if (n < FEW || f == Function.LOG) {
            oneByOne(f, x, xOffset, y, yOffset, n, alpha);
            return;
        }
        PortableFunctions functions = ofThread();
        for (int k = 0; k < n; k += CHUNK) {
            int length = Math.min(CHUNK, n - k);
            System.arraycopy(x, xOffset + k, functions.values, 0, length);
            functions.apply(f, RowLoops.pad(length), alpha);
            System.arraycopy(functions.values, 0, y, yOffset + k, length);
        }
    }

    static void oneByOne(Function f, float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        for (int k = 0; k < n; k++) {
            y[yOffset + k] = of(f, x[xOffset + k], alpha);
        }
    }

    /** Of one value; {@code alpha} is read by ELU alone. */
    static float of(Function f, float x, float alpha) {
        return switch (f) {
            case EXP -> Scalar.exp(x);
            case LOG -> Scalar.log(x);
            case TANH -> Scalar.tanh(x);
            case SIGMOID -> Scalar.sigmoid(x);
            case SILU -> Scalar.silu(x);
            case SOFTPLUS -> Scalar.softplus(x);
            case MISH -> Scalar.mish(x);
            case ELU -> Scalar.elu(x, alpha);
            case GELU -> Scalar.gelu(x);
            case GELU_TANH -> Scalar.geluTanh(x);
            case GELU_SLOPE -> Scalar.geluSlope(x);
            case GELU_TANH_SLOPE -> Scalar.geluTanhSlope(x);
            case SILU_SLOPE -> Scalar.siluSlope(x);
            case MISH_SLOPE -> Scalar.mishSlope(x);
        };
    }

    /**
     * {@code dy} limited to ±∞ where {@code y} is positive and to ±0 where it is 0, which vectorises as a condition does
     * not; three factors make the smallest float infinite.
     */
    static void reluGradient(float[] y, float[] dy, float[] dx, int from, int n) {
        for (int j = from; j < from + n; j++) {
            float limit = y[j] * 1e38f * 1e38f * 1e38f;
            dx[j] = Math.max(Math.min(dy[j], limit), -limit);
        }
    }

    /** {@code dx = dy · f′(z)}, the slope a chunk at a time. */
    static void gradient(Function slope, float[] z, float[] dy, float[] dx, int from, int n) {
        if (n < FEW) {
            for (int k = from; k < from + n; k++) {
                dx[k] = dy[k] * of(slope, z[k], 0f);
            }
            return;
        }
        PortableFunctions functions = ofThread();
        float[] v = functions.values;
        float[] d = functions.kept;
        for (int k = 0; k < n; k += CHUNK) {
            int length = Math.min(CHUNK, n - k);
            System.arraycopy(z, from + k, v, 0, length);
            functions.apply(slope, RowLoops.pad(length), 0f);
            System.arraycopy(dy, from + k, d, 0, length);
            for (int j = 0; j < length; j++) {
                v[j] = d[j] * v[j];
            }
            System.arraycopy(v, 0, dx, from + k, length);
        }
    }

    private static PortableFunctions ofThread() {
        PortableFunctions own = OF_THREAD.get();
        if (own == null) {
            own = new PortableFunctions();
            OF_THREAD.set(own);
        }
        return own;
    }

    /** Σ e^(x − shift). */
    static float sumExp(float[] x, int xOffset, float shift, int n) {
        PortableFunctions functions = ofThread();
        float[] v = functions.values;
        float sum = 0;
        for (int k = 0; k < n; k += CHUNK) {
            int length = Math.min(CHUNK, n - k);
            for (int j = 0; j < length; j++) {
                v[j] = x[xOffset + k + j] - shift;
            }
            functions.exp(RowLoops.pad(length));
            sum += Reductions.sum(v, 0, length);
        }
        return sum;
    }

    private void apply(Function f, int n, float alpha) {
        switch (f) {
            case EXP -> exp(n);
            case TANH -> tanh(n);
            case SIGMOID -> sigmoid(n);
            case SILU -> silu(n);
            case SOFTPLUS -> softplus(n);
            case MISH -> mish(n);
            case ELU -> elu(n, alpha);
            case GELU -> gelu(n);
            case GELU_TANH -> geluTanh(n);
            case GELU_SLOPE -> geluSlope(n);
            case GELU_TANH_SLOPE -> geluTanhSlope(n);
            case SILU_SLOPE -> siluSlope(n);
            case MISH_SLOPE -> mishSlope(n);
            case LOG -> throw new AssertionError(f);
        }
    }

    private void tanh(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.tanh(v[j]);
        }
    }

    private void gelu(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.gelu(v[j]);
        }
    }

    private void geluTanh(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.geluTanh(v[j]);
        }
    }

    private void exp(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Math.max(Coefficients.EXP_MIN, Math.min(Coefficients.EXP_MAX, v[j]));
        }
        expWithin(n);
    }

    /** See {@link Scalar#expWithin}. */
    private void expWithin(int n) {
        scale(n);
        float[] v = values;
        float[] s = shifted;
        float[] c = scale;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.expFrom(v[j], s[j], c[j]);
        }
    }

    /** Sets {@link #shifted} and {@link #scale} for the exponentials of {@link #values}. */
    private void scale(int n) {
        float[] v = values;
        float[] s = shifted;
        for (int j = 0; j < n; j++) {
            s[j] = Scalar.expShifted(v[j]);
        }
        floatView.put(0, s, 0, n);
        int[] b = bits;
        intView.get(0, b, 0, n);
        for (int j = 0; j < n; j++) {
            b[j] = Scalar.expScaleBits(b[j]);
        }
        intView.put(0, b, 0, n);
        floatView.get(0, scale, 0, n);
    }

    private void sigmoid(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.sigmoidRange(v[j]);
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = v[j] / (1f + v[j]);
        }
    }

    private void silu(int n) {
        float[] v = values;
        float[] x = kept;
        for (int j = 0; j < n; j++) {
            x[j] = Math.max(v[j], Coefficients.SILU_MIN);
        }
        sigmoid(n);
        for (int j = 0; j < n; j++) {
            v[j] = x[j] * v[j];
        }
    }

    private void softplus(int n) {
        float[] v = values;
        float[] x = kept;
        for (int j = 0; j < n; j++) {
            x[j] = v[j];
            v[j] = Scalar.softplusRange(v[j]);
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.softplusFrom(x[j], v[j]);
        }
    }

    private void mish(int n) {
        float[] v = values;
        float[] x = kept;
        for (int j = 0; j < n; j++) {
            x[j] = v[j];
            v[j] = Scalar.mishRange(v[j]);
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.mishFrom(x[j], v[j]);
        }
    }

    private void elu(int n, float alpha) {
        float[] v = values;
        float[] x = kept;
        float[] s = shifted;
        for (int j = 0; j < n; j++) {
            x[j] = v[j];
            v[j] = Scalar.expm1Range(v[j]);
        }
        scale(n);
        float[] c = scale;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.eluFrom(x[j], v[j], s[j], c[j], alpha);
        }
    }

    private void geluSlope(int n) {
        float[] v = values;
        float[] c = kept;
        for (int j = 0; j < n; j++) {
            c[j] = Scalar.geluSlopeRange(v[j]);
            v[j] = Scalar.geluSlopeExponent(c[j]);
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.geluSlopeFrom(c[j], v[j]);
        }
    }

    private void geluTanhSlope(int n) {
        float[] v = values;
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.geluTanhSlope(v[j]);
        }
    }

    private void siluSlope(int n) {
        float[] v = values;
        float[] c = kept;
        for (int j = 0; j < n; j++) {
            c[j] = Scalar.sigmoidRange(v[j]);
            v[j] = c[j];
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.siluSlopeFrom(c[j], v[j]);
        }
    }

    private void mishSlope(int n) {
        float[] v = values;
        float[] c = kept;
        for (int j = 0; j < n; j++) {
            c[j] = Scalar.mishRange(v[j]);
            v[j] = c[j];
        }
        expWithin(n);
        for (int j = 0; j < n; j++) {
            v[j] = Scalar.mishSlopeFrom(c[j], v[j]);
        }
    }
}
