package dev.nervure.runtime.kernel.matrix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one row that are not zero, in their order: what a product of one row needs to read of its weights.
 * After a ReLU half of the inputs and more are zero. Leaving their terms out keeps the bits as long as the weights are
 * finite, because {@code fma(0, w, s)} is {@code s}; only a sum of {@code −0} keeps its sign where it became {@code +0}.
 */
final class NonZeros {
    /** So many inputs, spread over the row, decide whether all are looked at. */
    private static final int PROBES = 32;

    private static final float[] NOTHING = {};

    private static final ThreadLocal<@Nullable NonZeros> OF_THREAD = new ThreadLocal<>();

    private float[] values = {};
    private int[] places = {};
    private float[][] rows = {};
    private int count;

    private NonZeros() {}

    /**
     * Whether the zeros among some inputs promise to save more than gathering the others costs. What a zero saves grows with
     * the outputs; gathering costs the same for each input.
     *
     * @param cost of gathering an input, counted in outputs of one term
     */
    static boolean areWorthGathering(float[] x, int xOffset, int inputs, int outputs, int cost) {
        if (outputs <= cost || inputs < 2 * PROBES) {
            return false;
        }
        int step = inputs / PROBES;
        int zeros = 0;
        for (int k = 0; k < PROBES; k++) {
            zeros += x[xOffset + k * step] == 0f ? 1 : 0;
        }
        return (long) zeros * outputs > (long) PROBES * cost;
    }

    /** Those of {@code n} inputs; valid until the next call on this thread. */
    static NonZeros of(float[] x, int xOffset, int n) {
        NonZeros own = OF_THREAD.get();
        if (own == null) {
            own = new NonZeros();
            OF_THREAD.set(own);
        }
        own.gather(x, xOffset, n);
        return own;
    }

    /** Without a branch, which would be guessed wrong half of the time. */
    private void gather(float[] x, int xOffset, int n) {
        if (values.length < n + 1) {
            values = new float[n + 1];
            places = new int[n + 1];
        }
        float[] v = values;
        int[] p = places;
        int c = 0;
        for (int i = 0; i < n; i++) {
            float value = x[xOffset + i];
            v[c] = value;
            p[c] = i;
            c += value != 0f ? 1 : 0; // NaN counts
        }
        count = c;
    }

    int count() {
        return count;
    }

    /** The values, {@link #count} of them. */
    float[] values() {
        return values;
    }

    /** Where each stands in the row. */
    int[] places() {
        return places;
    }

    /** The rows of {@code all} at the places; {@link #forget} them after use, so that no thread keeps weights alive. */
    float[][] rows(float[][] all) {
        if (rows.length < count) {
            rows = new float[places.length][];
        }
        for (int k = 0; k < count; k++) {
            rows[k] = all[places[k]];
        }
        return rows;
    }

    void forget() {
        Arrays.fill(rows, 0, count, NOTHING);
    }
}
