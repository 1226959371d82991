package dev.nervure.runtime.kernel.function;

import dev.nervure.runtime.kernel.internal.RowLoops;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a product does with its results while they are in the cache: {@code y = f((z − mean) · factor + shift + r)}. Each
 * part is optional; they are applied in this order, with the bits of separate steps.
 *
 * <p>The constants are functions alone, shared by all. An epilogue with arrays is an object of its own, made once and
 * filled before each product: {@code own.normalize(…).add(r).then(Epilogue.RELU)}. It belongs to one thread and to one
 * place in a program.
 */
public final class Epilogue {
    private enum Kind {
        NONE,
        RELU,
        SIGMOID,
        TANH,
        GELU,
        GELU_TANH,
        SILU
    }

    /** {@code y = z}. */
    public static final Epilogue NONE = new Epilogue(Kind.NONE);
    /** {@code y = max(z, 0)}. */
    public static final Epilogue RELU = new Epilogue(Kind.RELU);
    /** {@code y = 1 / (1 + e⁻ᶻ)}. */
    public static final Epilogue SIGMOID = new Epilogue(Kind.SIGMOID);
    /** {@code y = tanh z}. */
    public static final Epilogue TANH = new Epilogue(Kind.TANH);
    /** {@code y = z Φ(z)}, with the error function. */
    public static final Epilogue GELU = new Epilogue(Kind.GELU);
    /** {@code y = z/2 · (1 + tanh(√(2/π) (z + 0.044715 z³)))}. */
    public static final Epilogue GELU_TANH = new Epilogue(Kind.GELU_TANH);
    /** {@code y = z / (1 + e⁻ᶻ)}. */
    public static final Epilogue SILU = new Epilogue(Kind.SILU);

    /** Floats of planes that stay in the first-level cache while all parts pass over them: 16 kB. */
    private static final int CHUNK = 4 * 1024;
    /** Floats of rows that stay in the second-level cache, and are rows enough for a product: 256 kB. */
    private static final int ROWS_CHUNK = 64 * 1024;
    /** Rows that are always computed together. */
    private static final int FEW_ROWS = 24;
    /** Weights that stay in the second-level cache. */
    private static final int WEIGHTS = 128 * 1024;

    private final boolean constant;
    private Kind kind;
    private float @Nullable [] residual;
    private boolean normalizes;
    private boolean shifts;
    private float[] mean = {};
    /** What the factors were made of, of so many channels; 0 for nothing yet. */
    private int known;

    private float eps;
    private boolean weighted;
    private float[] variance = {};
    private float[] weight = {};
    private float[] factor = {};
    private float[] shift = {};
    private float[] row = {};
    private float[] other = {};

    /** Does nothing yet. */
    public Epilogue() {
        this.constant = false;
        this.kind = Kind.NONE;
    }

    private Epilogue(Kind kind) {
        this.constant = true;
        this.kind = kind;
    }

    /** The constants: all functions that a product can apply. */
    public static List<Epilogue> functions() {
        return List.of(NONE, RELU, SIGMOID, TANH, GELU, GELU_TANH, SILU);
    }

    /**
     * Normalises each channel with running statistics: {@code (z − mean) · w / √(variance + ε) + b}. Channels are the
     * outputs of a product.
     *
     * @param mean {@code [channels]}, as all arrays here
     * @param weight w; null for 1
     * @param bias b; null for 0
     */
    public Epilogue normalize(
            float[] mean, float[] variance, float eps, float @Nullable [] weight, float @Nullable [] bias) {
        requireOwn();
        int channels = mean.length;
        if (this.mean.length < channels) {
            this.mean = new float[RowLoops.pad(channels)];
            this.variance = new float[RowLoops.pad(channels)];
            this.weight = new float[RowLoops.pad(channels)];
            this.factor = new float[RowLoops.pad(channels)];
            this.shift = new float[RowLoops.pad(channels)];
        }
        System.arraycopy(mean, 0, this.mean, 0, channels);
        if (!isKnown(variance, eps, weight)) {
            for (int c = 0; c < channels; c++) {
                factor[c] = (float) (1 / Math.sqrt((double) variance[c] + eps));
            }
            if (weight != null) {
                for (int c = 0; c < channels; c++) {
                    factor[c] *= weight[c];
                }
            }
            remember(variance, eps, weight);
        }
        if (bias != null) {
            System.arraycopy(bias, 0, shift, 0, channels);
        }
        this.normalizes = true;
        this.shifts = bias != null;
        return this;
    }

    /** Whether the factors are those of the call before: comparing costs a tenth of roots and quotients. */
    private boolean isKnown(float[] variance, float eps, float @Nullable [] weight) {
        int channels = variance.length;
        return known == channels
                && this.eps == eps
                && weighted == (weight != null)
                && Arrays.equals(this.variance, 0, channels, variance, 0, channels)
                && (weight == null || Arrays.equals(this.weight, 0, channels, weight, 0, channels));
    }

    private void remember(float[] variance, float eps, float @Nullable [] weight) {
        this.known = variance.length;
        this.eps = eps;
        this.weighted = weight != null;
        System.arraycopy(variance, 0, this.variance, 0, known);
        if (weight != null) {
            System.arraycopy(weight, 0, this.weight, 0, known);
        }
    }

    /** Adds {@code r}, which lies as the results do, in another array. */
    public Epilogue add(float[] r) {
        requireOwn();
        this.residual = r;
        return this;
    }

    /** Applies a function last. */
    public Epilogue then(Epilogue function) {
        requireOwn();
        this.kind = function.kind;
        return this;
    }

    private void requireOwn() {
        if (constant) {
            throw new IllegalStateException(this + " is shared: begin with new Epilogue()");
        }
    }

    /**
     * How many rows of results a product computes before they are worked on. A matrix that is larger than the cache is
     * read only once, so all rows are computed first.
     */
    public int rowsAtOnce(int rows, int outputs, int inputs) {
        if (rows <= FEW_ROWS || kind == Kind.NONE && residual == null && !normalizes) {
            return rows;
        }
        return (long) outputs * inputs > WEIGHTS ? rows : Math.max(FEW_ROWS, ROWS_CHUNK / outputs / 6 * 6);
    }

    /** Whether two threads may apply it to rows of their own at once: without a row of its own to work in. */
    public boolean isShareable() {
        return !normalizes;
    }

    /**
     * Works on results {@code y [rows, width]}, each column a channel.
     *
     * @param y0 where they begin, in floats; the residual begins there as well
     */
    public void applyToRows(float[] y, int y0, int rows, int width) {
        if (normalizes) {
            int padded = RowLoops.pad(width);
            row = row.length < padded ? new float[padded] : row;
            for (int r = 0; r < rows; r++) {
                System.arraycopy(y, y0 + r * width, row, 0, width);
                if (shifts) {
                    normalizeAndShift(row, mean, factor, shift, padded);
                } else {
                    normalize(row, mean, factor, padded);
                }
                System.arraycopy(row, 0, y, y0 + r * width, width);
            }
        }
        finish(y, y0, y0, rows * width);
    }

    /**
     * Works on results {@code y [channels, size]} of one sample.
     *
     * @param y0 where they begin, in floats
     * @param r0 where the sample begins in the residual, in floats
     */
    public void applyToPlanes(float[] y, int y0, int r0, int channels, int size) {
        if (!normalizes) {
            finish(y, y0, r0, channels * size);
            return;
        }
        int step = Math.max(1, CHUNK / size);
        for (int c = 0; c < channels; c += step) {
            int count = Math.min(step, channels - c);
            for (int k = c; k < c + count; k++) {
                int from = y0 + k * size;
                if (shifts) {
                    normalizeAndShift(y, from, size, mean[k], factor[k], shift[k]);
                } else {
                    normalize(y, from, size, mean[k], factor[k]);
                }
            }
            finish(y, y0 + c * size, r0 + c * size, count * size);
        }
    }

    /** Whether ReLU is all that is left after normalisation. */
    public boolean isRelu() {
        return kind == Kind.RELU && residual == null;
    }

    /**
     * Copies what normalises, {@code (z − mean) · factor + shift} of each channel, to three of four rows, {@code step} floats
     * apart, the first of them from {@code step} on; a shift that is not wanted is −0. Returns whether there is anything.
     */
    public boolean normalization(float[] rows, int step, int channels) {
        if (normalizes) {
            System.arraycopy(mean, 0, rows, step, channels);
            System.arraycopy(factor, 0, rows, 2 * step, channels);
            if (shifts) {
                System.arraycopy(shift, 0, rows, 3 * step, channels);
            } else {
                Arrays.fill(rows, 3 * step, 3 * step + channels, -0f);
            }
        }
        return normalizes;
    }

    /**
     * Adds the residual and applies the function, to {@code n} normalised values from {@code y0} on; {@code r0} is where they
     * begin in the residual, in floats.
     */
    public void finish(float[] y, int y0, int r0, int n) {
        if (residual != null) {
            if (r0 == y0) {
                if (kind == Kind.RELU) {
                    addRelu(y, residual, y0, n);
                    return;
                }
                add(y, residual, y0, n);
            } else {
                addFrom(r0, residual, y, y0, n);
            }
        }
        switch (kind) {
            case NONE -> {}
            case RELU -> Elementwise.relu(y, y0, n);
            case SIGMOID -> Elementwise.sigmoid(y, y0, y, y0, n);
            case TANH -> Elementwise.tanh(y, y0, y, y0, n);
            case GELU -> Elementwise.gelu(y, y0, y, y0, n);
            case GELU_TANH -> Elementwise.geluTanh(y, y0, y, y0, n);
            case SILU -> Elementwise.silu(y, y0, y, y0, n);
        }
    }

    /** Through rows of the same index: HotSpot 17 vectorises no loop over two offsets. */
    private void addFrom(int r0, float[] residual, float[] y, int y0, int n) {
        if (other.length == 0) {
            other = new float[CHUNK];
        }
        row = row.length < CHUNK ? new float[CHUNK] : row;
        for (int k = 0; k < n; k += CHUNK) {
            int count = Math.min(CHUNK, n - k);
            System.arraycopy(y, y0 + k, row, 0, count);
            System.arraycopy(residual, r0 + k, other, 0, count);
            add(row, other, 0, RowLoops.pad(count));
            System.arraycopy(row, 0, y, y0 + k, count);
        }
    }

    private static void normalizeAndShift(float[] z, float[] mean, float[] factor, float[] shift, int n) {
        for (int j = 0; j < n; j++) {
            z[j] = (z[j] - mean[j]) * factor[j] + shift[j];
        }
    }

    private static void normalize(float[] z, float[] mean, float[] factor, int n) {
        for (int j = 0; j < n; j++) {
            z[j] = (z[j] - mean[j]) * factor[j];
        }
    }

    private static void normalizeAndShift(float[] z, int from, int n, float mean, float factor, float shift) {
        for (int j = from; j < from + n; j++) {
            z[j] = (z[j] - mean) * factor + shift;
        }
    }

    private static void normalize(float[] z, int from, int n, float mean, float factor) {
        for (int j = from; j < from + n; j++) {
            z[j] = (z[j] - mean) * factor;
        }
    }

    private static void add(float[] z, float[] r, int from, int n) {
        for (int j = from; j < from + n; j++) {
            z[j] += r[j];
        }
    }

    private static void addRelu(float[] z, float[] r, int from, int n) {
        for (int j = from; j < from + n; j++) {
            z[j] = Math.max(z[j] + r[j], 0f);
        }
    }

    /** The functions and parts, for messages. */
    @Override
    public String toString() {
        return (normalizes ? "normalised, " : "") + (residual != null ? "added, " : "") + kind;
    }
}
