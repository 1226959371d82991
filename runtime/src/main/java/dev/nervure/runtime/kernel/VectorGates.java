package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Gates} in vectors, in methods too large to be inlined, for the reason that {@link VectorFunctions} gives. */
final class VectorGates {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorGates() {}

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
            int units) {
        int k = 0;
        switch (cell) {
            case RNN_TANH -> {
                for (; k + N <= units; k += N) {
                    VectorFunctions.tanh(sum(gates, g + k, recurrent, q + k)).intoArray(hidden, h1 + k);
                }
            }
            case RNN_RELU -> {
                for (; k + N <= units; k += N) {
                    sum(gates, g + k, recurrent, q + k).max(0f).intoArray(hidden, h1 + k);
                }
            }
            case GRU -> {
                for (; k + N <= units; k += N) {
                    FloatVector r = VectorFunctions.sigmoid(sum(gates, g + k, recurrent, q + k));
                    FloatVector z = VectorFunctions.sigmoid(sum(gates, g + units + k, recurrent, q + units + k));
                    FloatVector state = FloatVector.fromArray(S, recurrent, q + 2 * units + k);
                    FloatVector n =
                            VectorFunctions.tanh(r.fma(state, FloatVector.fromArray(S, gates, g + 2 * units + k)));
                    r.intoArray(gates, g + k);
                    z.intoArray(gates, g + units + k);
                    n.intoArray(gates, g + 2 * units + k);
                    state.intoArray(kept, m + k);
                    FloatVector h = FloatVector.fromArray(S, hidden, h0 + k);
                    z.fma(h.sub(n), n).intoArray(hidden, h1 + k);
                }
            }
            case LSTM -> {
                for (; k + N <= units; k += N) {
                    FloatVector i = VectorFunctions.sigmoid(sum(gates, g + k, recurrent, q + k));
                    FloatVector f = VectorFunctions.sigmoid(sum(gates, g + units + k, recurrent, q + units + k));
                    FloatVector c = VectorFunctions.tanh(sum(gates, g + 2 * units + k, recurrent, q + 2 * units + k));
                    FloatVector o =
                            VectorFunctions.sigmoid(sum(gates, g + 3 * units + k, recurrent, q + 3 * units + k));
                    i.intoArray(gates, g + k);
                    f.intoArray(gates, g + units + k);
                    c.intoArray(gates, g + 2 * units + k);
                    o.intoArray(gates, g + 3 * units + k);
                    FloatVector next = f.fma(FloatVector.fromArray(S, kept, h0 + k), i.mul(c));
                    next.intoArray(kept, h1 + k);
                    o.mul(VectorFunctions.tanh(next)).intoArray(hidden, h1 + k);
                }
            }
        }
        Gates.step(cell, gates, g, recurrent, q, kept, m, hidden, h0, h1, units, k);
    }

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
            int units) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        int k = 0;
        for (; k + N <= units; k += N) {
            FloatVector dh = sum(dy, y + k, carry, c + k).add(FloatVector.fromArray(S, product, c + k));
            FloatVector r = FloatVector.fromArray(S, gates, g + k);
            FloatVector z = FloatVector.fromArray(S, gates, g + units + k);
            FloatVector n = FloatVector.fromArray(S, gates, g + 2 * units + k);
            FloatVector dn = dh.mul(one.sub(z)).mul(one.sub(n.mul(n)));
            FloatVector h = FloatVector.fromArray(S, hidden, h0 + k);
            FloatVector dz = dh.mul(h.sub(n)).mul(z).mul(one.sub(z));
            FloatVector dr =
                    dn.mul(FloatVector.fromArray(S, kept, m + k)).mul(r).mul(one.sub(r));
            dr.intoArray(dGates, dg + k);
            dz.intoArray(dGates, dg + units + k);
            dn.intoArray(dGates, dg + 2 * units + k);
            dr.intoArray(dRecurrent, dq + k);
            dz.intoArray(dRecurrent, dq + units + k);
            dn.mul(r).intoArray(dRecurrent, dq + 2 * units + k);
            dh.mul(z).intoArray(carry, c + k);
        }
        Gates.gruBack(gates, g, kept, m, hidden, h0, dy, y, carry, product, c, dGates, dg, dRecurrent, dq, units, k);
    }

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
            int units) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        int k = 0;
        for (; k + N <= units; k += N) {
            FloatVector dh = sum(dy, y + k, product, c + k);
            FloatVector i = FloatVector.fromArray(S, gates, g + k);
            FloatVector f = FloatVector.fromArray(S, gates, g + units + k);
            FloatVector n = FloatVector.fromArray(S, gates, g + 2 * units + k);
            FloatVector o = FloatVector.fromArray(S, gates, g + 3 * units + k);
            FloatVector t = VectorFunctions.tanh(FloatVector.fromArray(S, cells, h1 + k));
            FloatVector d = dh.mul(o).fma(one.sub(t.mul(t)), FloatVector.fromArray(S, dCell, c + k));
            FloatVector di = d.mul(n).mul(i).mul(one.sub(i));
            FloatVector df =
                    d.mul(FloatVector.fromArray(S, cells, h0 + k)).mul(f).mul(one.sub(f));
            FloatVector dn = d.mul(i).mul(one.sub(n.mul(n)));
            FloatVector dO = dh.mul(t).mul(o).mul(one.sub(o));
            di.intoArray(dGates, dg + k);
            df.intoArray(dGates, dg + units + k);
            dn.intoArray(dGates, dg + 2 * units + k);
            dO.intoArray(dGates, dg + 3 * units + k);
            di.intoArray(dRecurrent, dq + k);
            df.intoArray(dRecurrent, dq + units + k);
            dn.intoArray(dRecurrent, dq + 2 * units + k);
            dO.intoArray(dRecurrent, dq + 3 * units + k);
            d.mul(f).intoArray(dCell, c + k);
        }
        Gates.lstmBack(gates, g, cells, h0, h1, dy, y, dCell, product, c, dGates, dg, dRecurrent, dq, units, k);
    }

    private static FloatVector sum(float[] a, int a0, float[] b, int b0) {
        return FloatVector.fromArray(S, a, a0).add(FloatVector.fromArray(S, b, b0));
    }
}
