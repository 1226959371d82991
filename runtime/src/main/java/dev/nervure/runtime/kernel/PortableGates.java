package dev.nervure.runtime.kernel;

/** {@link Gates} with the functions of all units at once, because loops over {@link Scalar}'s stay scalar. */
final class PortableGates {
    private PortableGates() {}

    /** See {@link Gates#step}. */
    static void step(
            RecurrentCell cell,
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            int h1,
            int units) {
        switch (cell) {
            case RNN_TANH -> rnn(Epilogue.TANH, gates, g, recurrent, q, hidden, h1, units);
            case RNN_RELU -> rnn(Epilogue.RELU, gates, g, recurrent, q, hidden, h1, units);
            case GRU -> gru(gates, g, recurrent, q, kept, m, hidden, h0, h1, units);
            case LSTM -> lstm(gates, g, recurrent, q, kept, hidden, h0, h1, units);
        }
    }

    private static void gru(
            float[] gates,
            int g,
            float[] recurrent,
            int q,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            int h1,
            int units) {
        for (int k = 0; k < 2 * units; k++) {
            gates[g + k] += recurrent[q + k];
        }
        PortableFunctions.apply(Function.SIGMOID, gates, g, gates, g, 2 * units, 0f);
        int n = g + 2 * units;
        for (int k = 0; k < units; k++) {
            float state = recurrent[q + 2 * units + k];
            gates[n + k] = Fma.add(gates[g + k], state, gates[n + k]);
            kept[m + k] = state;
        }
        PortableFunctions.apply(Function.TANH, gates, n, gates, n, units, 0f);
        for (int k = 0; k < units; k++) {
            float candidate = gates[n + k];
            hidden[h1 + k] = Fma.add(gates[g + units + k], hidden[h0 + k] - candidate, candidate);
        }
    }

    private static void lstm(
            float[] gates, int g, float[] recurrent, int q, float[] cells, float[] hidden, int h0, int h1, int units) {
        for (int k = 0; k < 4 * units; k++) {
            gates[g + k] += recurrent[q + k];
        }
        int c = g + 2 * units;
        int o = c + units;
        PortableFunctions.apply(Function.SIGMOID, gates, g, gates, g, 2 * units, 0f);
        PortableFunctions.apply(Function.TANH, gates, c, gates, c, units, 0f);
        PortableFunctions.apply(Function.SIGMOID, gates, o, gates, o, units, 0f);
        for (int k = 0; k < units; k++) {
            cells[h1 + k] = Fma.add(gates[g + units + k], cells[h0 + k], gates[g + k] * gates[c + k]);
        }
        PortableFunctions.apply(Function.TANH, cells, h1, hidden, h1, units, 0f);
        for (int k = 0; k < units; k++) {
            hidden[h1 + k] *= gates[o + k];
        }
    }

    private static void rnn(
            Epilogue f, float[] gates, int g, float[] recurrent, int q, float[] next, int h1, int units) {
        for (int k = 0; k < units; k++) {
            next[h1 + k] = gates[g + k] + recurrent[q + k];
        }
        PortableFunctions.apply(f, next, h1, units);
    }
}
