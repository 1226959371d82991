package dev.nervure.runtime.kernel;

/** {@link Gates} with the functions of all units at once, because loops over {@link Scalar}'s stay scalar. */
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
        switch (cell) {
            case RNN_TANH -> rnn(Epilogue.TANH, x, g, recurrent, q, hidden, h, units);
            case RNN_RELU -> rnn(Epilogue.RELU, x, g, recurrent, q, hidden, h, units);
            case GRU -> gru(x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
            case LSTM -> lstm(x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
        }
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
            int units) {
        for (int k = 0; k < 2 * units; k++) {
            gates[g + k] = x[g + k] + recurrent[q + k];
        }
        PortableFunctions.apply(Function.SIGMOID, gates, g, gates, g, 2 * units, 0f);
        int n = g + 2 * units;
        for (int k = 0; k < units; k++) {
            float state = recurrent[q + 2 * units + k];
            gates[n + k] = Fma.add(gates[g + k], state, x[n + k]);
            kept[h + k] = state;
        }
        PortableFunctions.apply(Function.TANH, gates, n, gates, n, units, 0f);
        for (int k = 0; k < units; k++) {
            float candidate = gates[n + k];
            hidden[h + k] = Fma.add(gates[g + units + k], before[b + k] - candidate, candidate);
        }
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
            int units) {
        for (int k = 0; k < 4 * units; k++) {
            gates[g + k] = x[g + k] + recurrent[q + k];
        }
        int c = g + 2 * units;
        int o = c + units;
        PortableFunctions.apply(Function.SIGMOID, gates, g, gates, g, 2 * units, 0f);
        PortableFunctions.apply(Function.TANH, gates, c, gates, c, units, 0f);
        PortableFunctions.apply(Function.SIGMOID, gates, o, gates, o, units, 0f);
        for (int k = 0; k < units; k++) {
            cells[h + k] = Fma.add(gates[g + units + k], before[b + k], gates[g + k] * gates[c + k]);
        }
        PortableFunctions.apply(Function.TANH, cells, h, hidden, h, units, 0f);
        for (int k = 0; k < units; k++) {
            hidden[h + k] *= gates[o + k];
        }
    }

    private static void rnn(Epilogue f, float[] x, int g, float[] recurrent, int q, float[] hidden, int h, int units) {
        for (int k = 0; k < units; k++) {
            hidden[h + k] = x[g + k] + recurrent[q + k];
        }
        PortableFunctions.apply(f, hidden, h, units);
    }
}
