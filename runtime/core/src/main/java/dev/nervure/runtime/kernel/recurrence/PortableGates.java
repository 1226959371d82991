package dev.nervure.runtime.kernel.recurrence;

import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;

/**
 * {@link Gates} in loops that HotSpot vectorises: over rows of the thread's own, indexed by {@code k} alone and padded to
 * the least width that {@link RowLoops} takes. The sigmoid of a gate is that of tanh, {@code ½ + ½ tanh(x/2)}: one loop
 * instead of the five of an exponential. Its error is about 1e-7, but not in proportion to a value near 0, as that of
 * {@link Scalar#sigmoid} is: a gate only weighs others.
 */
final class PortableGates {
    private PortableGates() {}

    /** See {@link Gates#step}. */
    static void step(
            RecurrentCell cell,
            float[] x,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            int h,
            int units) {
        float[][] rows = Scratch.ofThread().gates(5, RowLoops.pad(2 * units));
        if (cell == RecurrentCell.GRU) {
            gru(x, gates, g, recurrent, q, before, b, kept, hidden, h, units, rows);
        } else if (cell == RecurrentCell.LSTM) {
            lstm(x, gates, g, recurrent, q, before, b, kept, hidden, h, units, rows);
        } else {
            rnn(cell, x, g, recurrent, q, hidden, h, units, rows);
        }
    }

    private static void rnn(
            RecurrentCell cell,
            float[] x,
            int g,
            float[] recurrent,
            int q,
            float[] hidden,
            int h,
            int units,
            float[][] rows) {
        float[] input = rows[0];
        float[] sum = rows[1];
        System.arraycopy(x, g, input, 0, units);
        System.arraycopy(recurrent, q, sum, 0, units);
        if (cell == RecurrentCell.RNN_TANH) {
            tanh(input, sum, RowLoops.pad(units));
        } else {
            relu(input, sum, RowLoops.pad(units));
        }
        System.arraycopy(sum, 0, hidden, h, units);
    }

    private static void gru(
            float[] x,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            int h,
            int units,
            float[][] rows) {
        int both = 2 * units;
        int padded = RowLoops.pad(units);
        float[] input = rows[0];
        float[] reset = rows[1];
        float[] state = rows[2];
        float[] update = rows[3];
        float[] next = rows[4];
        System.arraycopy(x, g, input, 0, both);
        System.arraycopy(recurrent, q, reset, 0, both);
        sigmoid(input, reset, RowLoops.pad(both)); // of both gates; that of update follows
        System.arraycopy(reset, 0, gates, g, both);
        System.arraycopy(reset, units, update, 0, units);

        System.arraycopy(x, g + both, input, 0, units);
        System.arraycopy(recurrent, q + both, state, 0, units);
        System.arraycopy(state, 0, kept, h, units);
        candidate(input, reset, state, padded);
        System.arraycopy(state, 0, gates, g + both, units);

        System.arraycopy(before, b, next, 0, units);
        mix(update, state, next, padded);
        System.arraycopy(next, 0, hidden, h, units);
    }

    private static void lstm(
            float[] x,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] before,
            int b,
            float[] cells,
            float[] hidden,
            int h,
            int units,
            float[][] rows) {
        int both = 2 * units;
        int padded = RowLoops.pad(units);
        float[] input = rows[0];
        float[] in = rows[1];
        float[] forget = rows[2];
        float[] candidate = rows[3];
        float[] cell = rows[4];
        System.arraycopy(x, g, input, 0, both);
        System.arraycopy(recurrent, q, in, 0, both);
        sigmoid(input, in, RowLoops.pad(both)); // of both gates; that of forgetting follows
        System.arraycopy(in, 0, gates, g, both);
        System.arraycopy(in, units, forget, 0, units);

        System.arraycopy(x, g + both, input, 0, units);
        System.arraycopy(recurrent, q + both, candidate, 0, units);
        tanh(input, candidate, padded);
        System.arraycopy(candidate, 0, gates, g + both, units);

        System.arraycopy(before, b, cell, 0, units);
        carry(forget, in, candidate, cell, padded);
        System.arraycopy(cell, 0, cells, h, units);

        float[] out = rows[1];
        System.arraycopy(x, g + both + units, input, 0, units);
        System.arraycopy(recurrent, q + both + units, out, 0, units);
        sigmoid(input, out, padded);
        System.arraycopy(out, 0, gates, g + both + units, units);
        show(out, cell, padded);
        System.arraycopy(cell, 0, hidden, h, units);
    }

    private static void sigmoid(float[] x, float[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] = Fma.add(Scalar.tanh(0.5f * (x[k] + sum[k])), 0.5f, 0.5f);
        }
    }

    private static void tanh(float[] x, float[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] = Scalar.tanh(x[k] + sum[k]);
        }
    }

    private static void relu(float[] x, float[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] = Math.max(x[k] + sum[k], 0f);
        }
    }

    /** A GRU's new gate, in place of the state's part of its sum. */
    private static void candidate(float[] x, float[] reset, float[] state, int n) {
        for (int k = 0; k < n; k++) {
            state[k] = Scalar.tanh(Fma.add(reset[k], state[k], x[k]));
        }
    }

    /** A GRU's next state, in place of the one before. */
    private static void mix(float[] update, float[] candidate, float[] state, int n) {
        for (int k = 0; k < n; k++) {
            state[k] = Fma.add(update[k], state[k] - candidate[k], candidate[k]);
        }
    }

    /** The next cell of an LSTM, in place of the one before. */
    private static void carry(float[] forget, float[] in, float[] candidate, float[] cell, int n) {
        for (int k = 0; k < n; k++) {
            cell[k] = Fma.add(forget[k], cell[k], in[k] * candidate[k]);
        }
    }

    /** The next state of an LSTM, in place of its cell. */
    private static void show(float[] out, float[] cell, int n) {
        for (int k = 0; k < n; k++) {
            cell[k] = out[k] * Scalar.tanh(cell[k]);
        }
    }
}
