package dev.nervure.runtime.kernel.recurrence;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Fma;

/** One step of a recurrent cell for one sample, and its way back, after the products; offsets are those of unit 0. */
final class Gates {
    private Gates() {}

    /**
     * From the inputs' part of the sums, {@code x} at {@code g}, and the state's, {@code recurrent} at {@code q}: the gates
     * at {@code g}, and at {@code h} the new state and what else the cell keeps. {@code before} holds at {@code b} the
     * cell before the step for an LSTM, the state for the others.
     */
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
        if (Kernels.vectors()) {
            VectorGates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
        } else {
            PortableGates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
        }
    }

    /** {@link #step} of the units from {@code from} on, which do not fill a vector. */
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
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            if (cell == RecurrentCell.GRU) {
                float r = Scalar.sigmoid(x[g + k] + recurrent[q + k]);
                float z = Scalar.sigmoid(x[g + units + k] + recurrent[q + units + k]);
                float state = recurrent[q + 2 * units + k];
                float n = Scalar.tanh(Fma.add(r, state, x[g + 2 * units + k]));
                gates[g + k] = r;
                gates[g + units + k] = z;
                gates[g + 2 * units + k] = n;
                kept[h + k] = state;
                hidden[h + k] = Fma.add(z, before[b + k] - n, n);
            } else if (cell == RecurrentCell.LSTM) {
                float i = Scalar.sigmoid(x[g + k] + recurrent[q + k]);
                float f = Scalar.sigmoid(x[g + units + k] + recurrent[q + units + k]);
                float c = Scalar.tanh(x[g + 2 * units + k] + recurrent[q + 2 * units + k]);
                float o = Scalar.sigmoid(x[g + 3 * units + k] + recurrent[q + 3 * units + k]);
                gates[g + k] = i;
                gates[g + units + k] = f;
                gates[g + 2 * units + k] = c;
                gates[g + 3 * units + k] = o;
                float next = Fma.add(f, before[b + k], i * c);
                kept[h + k] = next;
                hidden[h + k] = o * Scalar.tanh(next);
            } else {
                float sum = x[g + k] + recurrent[q + k];
                hidden[h + k] = cell == RecurrentCell.RNN_TANH ? Scalar.tanh(sum) : Math.max(sum, 0f);
            }
        }
    }

    /**
     * From {@code dh} at {@code h} and what the next step passed on, {@code product} at {@code p} and {@code carry} at
     * {@code c}: the gradients of both parts of the sums at {@code g}. {@code carry} becomes what goes to the step before
     * past the product.
     */
    static void back(
            RecurrentCell cell,
            float[] gates,
            int g,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            float[] dh,
            int h,
            float[] product,
            int p,
            float[] carry,
            int c,
            float[] dx,
            float[] dSums,
            int units) {
        if (Kernels.vectors()) {
            VectorGates.back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units);
        } else {
            back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units, 0);
        }
    }

    /** {@link #back} of the units from {@code from} on. */
    static void back(
            RecurrentCell cell,
            float[] gates,
            int g,
            float[] before,
            int b,
            float[] kept,
            float[] hidden,
            float[] dh,
            int h,
            float[] product,
            int p,
            float[] carry,
            int c,
            float[] dx,
            float[] dSums,
            int units,
            int from) {
        for (int k = from; k < units; k++) {
            float d = dh[h + k] + product[p + k];
            if (cell == RecurrentCell.GRU) {
                d += carry[c + k];
                float r = gates[g + k];
                float z = gates[g + units + k];
                float n = gates[g + 2 * units + k];
                float dn = d * (1f - z) * (1f - n * n);
                float dz = d * (before[b + k] - n) * z * (1f - z);
                float dr = dn * kept[h + k] * r * (1f - r);
                dx[g + k] = dr;
                dx[g + units + k] = dz;
                dx[g + 2 * units + k] = dn;
                dSums[g + k] = dr;
                dSums[g + units + k] = dz;
                dSums[g + 2 * units + k] = dn * r;
                carry[c + k] = d * z;
            } else if (cell == RecurrentCell.LSTM) {
                float i = gates[g + k];
                float f = gates[g + units + k];
                float n = gates[g + 2 * units + k];
                float o = gates[g + 3 * units + k];
                float t = Scalar.tanh(kept[h + k]);
                float dCell = Fma.add(d * o, 1f - t * t, carry[c + k]);
                dx[g + k] = dCell * n * i * (1f - i);
                dx[g + units + k] = dCell * before[b + k] * f * (1f - f);
                dx[g + 2 * units + k] = dCell * i * (1f - n * n);
                dx[g + 3 * units + k] = d * t * o * (1f - o);
                carry[c + k] = dCell * f;
            } else {
                float y = hidden[h + k];
                dx[g + k] = cell == RecurrentCell.RNN_TANH ? d * (1f - y * y) : y > 0 ? d : 0f;
            }
        }
    }
}
