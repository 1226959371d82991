package dev.nervure.runtime.kernel;

/**
 * One step of a recurrent cell for one sample, and its way back, after the products: {@code gates} holds the input's part of
 * the sums and then the gates, {@code recurrent} the state's part. Every method works on the units from {@code from} on,
 * so that the vector kernels finish their rows with it; offsets are those of unit 0.
 */
final class Gates {
    private Gates() {}

    /** {@code kept} is what the cell keeps besides: for LSTM the cells, laid out as {@code hidden}, for GRU from {@code m}. */
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
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            switch (cell) {
                case RNN_TANH -> hidden[h1 + k] = Scalar.tanh(gates[g + k] + recurrent[q + k]);
                case RNN_RELU -> hidden[h1 + k] = Math.max(gates[g + k] + recurrent[q + k], 0f);
                case GRU -> {
                    float r = Scalar.sigmoid(gates[g + k] + recurrent[q + k]);
                    float z = Scalar.sigmoid(gates[g + units + k] + recurrent[q + units + k]);
                    float state = recurrent[q + 2 * units + k];
                    float n = Scalar.tanh(Fma.add(r, state, gates[g + 2 * units + k]));
                    gates[g + k] = r;
                    gates[g + units + k] = z;
                    gates[g + 2 * units + k] = n;
                    kept[m + k] = state;
                    hidden[h1 + k] = Fma.add(z, hidden[h0 + k] - n, n);
                }
                case LSTM -> {
                    float i = Scalar.sigmoid(gates[g + k] + recurrent[q + k]);
                    float f = Scalar.sigmoid(gates[g + units + k] + recurrent[q + units + k]);
                    float c = Scalar.tanh(gates[g + 2 * units + k] + recurrent[q + 2 * units + k]);
                    float o = Scalar.sigmoid(gates[g + 3 * units + k] + recurrent[q + 3 * units + k]);
                    gates[g + k] = i;
                    gates[g + units + k] = f;
                    gates[g + 2 * units + k] = c;
                    gates[g + 3 * units + k] = o;
                    float next = Fma.add(f, kept[h0 + k], i * c);
                    kept[h1 + k] = next;
                    hidden[h1 + k] = o * Scalar.tanh(next);
                }
            }
        }
    }

    /**
     * From {@code dy} and what the next step passed on, {@code carry} and {@code product}, the gradients of both sums,
     * {@code dGates} and {@code dRecurrent}; {@code carry} becomes what goes to the step before past the product.
     */
    static void rnnBack(
            boolean relu,
            float[] hidden,
            int h1,
            float[] dy,
            int y,
            float[] carry,
            float[] product,
            int c,
            float[] dGates,
            int dg,
            float[] dRecurrent,
            int dq,
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            float dh = dy[y + k] + carry[c + k] + product[c + k];
            float h = hidden[h1 + k];
            float d = relu ? (h > 0 ? dh : 0f) : dh * (1f - h * h);
            dGates[dg + k] = d;
            dRecurrent[dq + k] = d;
            carry[c + k] = 0f;
        }
    }

    /** See {@link #rnnBack}. */
    static void gruBack(
            float[] gates,
            int g,
            float[] kept,
            int m,
            float[] hidden,
            int h0,
            float[] dy,
            int y,
            float[] carry,
            float[] product,
            int c,
            float[] dGates,
            int dg,
            float[] dRecurrent,
            int dq,
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            float dh = dy[y + k] + carry[c + k] + product[c + k];
            float r = gates[g + k];
            float z = gates[g + units + k];
            float n = gates[g + 2 * units + k];
            float dn = dh * (1f - z) * (1f - n * n);
            float dz = dh * (hidden[h0 + k] - n) * z * (1f - z);
            float dr = dn * kept[m + k] * r * (1f - r);
            dGates[dg + k] = dr;
            dGates[dg + units + k] = dz;
            dGates[dg + 2 * units + k] = dn;
            dRecurrent[dq + k] = dr;
            dRecurrent[dq + units + k] = dz;
            dRecurrent[dq + 2 * units + k] = dn * r;
            carry[c + k] = dh * z;
        }
    }

    /** See {@link #rnnBack}; {@code dCell} carries the cell's gradient from step to step, {@code carry} is zero. */
    static void lstmBack(
            float[] gates,
            int g,
            float[] cells,
            int h0,
            int h1,
            float[] dy,
            int y,
            float[] dCell,
            float[] product,
            int c,
            float[] dGates,
            int dg,
            float[] dRecurrent,
            int dq,
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            float dh = dy[y + k] + product[c + k];
            float i = gates[g + k];
            float f = gates[g + units + k];
            float n = gates[g + 2 * units + k];
            float o = gates[g + 3 * units + k];
            float t = Scalar.tanh(cells[h1 + k]);
            float d = Fma.add(dh * o, 1f - t * t, dCell[c + k]);
            float di = d * n * i * (1f - i);
            float df = d * cells[h0 + k] * f * (1f - f);
            float dn = d * i * (1f - n * n);
            float dO = dh * t * o * (1f - o);
            dGates[dg + k] = di;
            dGates[dg + units + k] = df;
            dGates[dg + 2 * units + k] = dn;
            dGates[dg + 3 * units + k] = dO;
            dRecurrent[dq + k] = di;
            dRecurrent[dq + units + k] = df;
            dRecurrent[dq + 2 * units + k] = dn;
            dRecurrent[dq + 3 * units + k] = dO;
            dCell[c + k] = d * f;
        }
    }
}
