package dev.nervure.runtime.kernel;

import static dev.nervure.runtime.kernel.VectorFunctions.sigmoid;
import static dev.nervure.runtime.kernel.VectorFunctions.tanh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Gates} in vectors, in methods too large to be inlined, for the reason that {@link VectorFunctions} gives, and not
 * one for all: after one sigmoid and one tanh HotSpot has as many nodes as it inlines to, and vectors become objects.
 */
final class VectorGates {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private VectorGates() {}

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
        int k = 0;
        switch (cell) {
            case RNN_TANH -> {
                for (; k + N <= units; k += N) {
                    tanh(sum(x, g + k, recurrent, q + k)).intoArray(hidden, h + k);
                }
            }
            case RNN_RELU -> {
                for (; k + N <= units; k += N) {
                    sum(x, g + k, recurrent, q + k).max(0f).intoArray(hidden, h + k);
                }
            }
            case GRU -> {
                for (; k + N <= units; k += N) {
                    for (int at = k; at < 2 * units; at += units) {
                        sigmoid(sum(x, g + at, recurrent, q + at)).intoArray(gates, g + at);
                    }
                }
                candidates(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
            }
            case LSTM -> {
                for (; k + N <= units; k += N) {
                    for (int gate = 0; gate < 4; gate += gate + 1) { // 0, 1, 3: the candidate is another function
                        int at = gate * units + k;
                        sigmoid(sum(x, g + at, recurrent, q + at)).intoArray(gates, g + at);
                    }
                }
                candidates(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units);
            }
        }
        if (k < units) {
            Gates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units, k);
        }
    }

    /** What follows the gates. */
    private static void candidates(
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
        if (cell == RecurrentCell.GRU) {
            for (int k = 0; k + N <= units; k += N) {
                FloatVector state = at(recurrent, q + 2 * units + k);
                FloatVector n = tanh(at(gates, g + k).fma(state, at(x, g + 2 * units + k)));
                n.intoArray(gates, g + 2 * units + k);
                state.intoArray(kept, h + k);
                at(gates, g + units + k).fma(at(before, b + k).sub(n), n).intoArray(hidden, h + k);
            }
            return;
        }
        for (int k = 0; k + N <= units; k += N) {
            FloatVector c = tanh(sum(x, g + 2 * units + k, recurrent, q + 2 * units + k));
            c.intoArray(gates, g + 2 * units + k);
            FloatVector next = at(gates, g + units + k)
                    .fma(at(before, b + k), at(gates, g + k).mul(c));
            next.intoArray(kept, h + k);
        }
        for (int k = 0; k + N <= units; k += N) {
            at(gates, g + 3 * units + k).mul(tanh(at(kept, h + k))).intoArray(hidden, h + k);
        }
    }

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
        FloatVector one = FloatVector.broadcast(S, 1f);
        int k = 0;
        switch (cell) {
            case RNN_TANH -> {
                for (; k + N <= units; k += N) {
                    FloatVector y = at(hidden, h + k);
                    sum(dh, h + k, product, p + k).mul(one.sub(y.mul(y))).intoArray(dx, g + k);
                }
            }
            case RNN_RELU -> {
                for (; k + N <= units; k += N) {
                    FloatVector.zero(S)
                            .blend(
                                    sum(dh, h + k, product, p + k),
                                    at(hidden, h + k).compare(VectorOperators.GT, 0f))
                            .intoArray(dx, g + k);
                }
            }
            case GRU -> {
                for (; k + N <= units; k += N) {
                    FloatVector d = sum(dh, h + k, product, p + k).add(at(carry, c + k));
                    FloatVector r = at(gates, g + k);
                    FloatVector z = at(gates, g + units + k);
                    FloatVector n = at(gates, g + 2 * units + k);
                    FloatVector dn = d.mul(one.sub(z)).mul(one.sub(n.mul(n)));
                    FloatVector dz = d.mul(at(before, b + k).sub(n)).mul(z).mul(one.sub(z));
                    FloatVector dr = dn.mul(at(kept, h + k)).mul(r).mul(one.sub(r));
                    dr.intoArray(dx, g + k);
                    dz.intoArray(dx, g + units + k);
                    dn.intoArray(dx, g + 2 * units + k);
                    dr.intoArray(dSums, g + k);
                    dz.intoArray(dSums, g + units + k);
                    dn.mul(r).intoArray(dSums, g + 2 * units + k);
                    d.mul(z).intoArray(carry, c + k);
                }
            }
            case LSTM -> {
                for (; k + N <= units; k += N) {
                    FloatVector d = sum(dh, h + k, product, p + k);
                    FloatVector i = at(gates, g + k);
                    FloatVector f = at(gates, g + units + k);
                    FloatVector n = at(gates, g + 2 * units + k);
                    FloatVector o = at(gates, g + 3 * units + k);
                    FloatVector t = tanh(at(kept, h + k));
                    FloatVector dCell = d.mul(o).fma(one.sub(t.mul(t)), at(carry, c + k));
                    dCell.mul(n).mul(i).mul(one.sub(i)).intoArray(dx, g + k);
                    dCell.mul(at(before, b + k)).mul(f).mul(one.sub(f)).intoArray(dx, g + units + k);
                    dCell.mul(i).mul(one.sub(n.mul(n))).intoArray(dx, g + 2 * units + k);
                    d.mul(t).mul(o).mul(one.sub(o)).intoArray(dx, g + 3 * units + k);
                    dCell.mul(f).intoArray(carry, c + k);
                }
            }
        }
        Gates.back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units, k);
    }

    private static FloatVector at(float[] a, int from) {
        return FloatVector.fromArray(S, a, from);
    }

    private static FloatVector sum(float[] a, int a0, float[] b, int b0) {
        return at(a, a0).add(at(b, b0));
    }
}
