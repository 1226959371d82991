package dev.nervure.runtime.kernel.recurrence;

import static dev.nervure.runtime.kernel.internal.VectorMath.ONE;
import static dev.nervure.runtime.kernel.internal.VectorMath.sigmoid;
import static dev.nervure.runtime.kernel.internal.VectorMath.tanh;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Gates} in vectors: loops in methods of their own, which pass arrays, for the reason that {@code VectorFunctions}
 * gives, and read arrays by the Vector API's own methods alone, which HotSpot inlines wherever it stops otherwise;
 * functions come first in their loops.
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
        int whole = units / N * N;
        int sigmoids = cell == RecurrentCell.GRU ? 2 : cell == RecurrentCell.LSTM ? 3 : 0;
        for (int i = 0; i < sigmoids; i++) {
            int at = (i == 2 ? 3 : i) * units; // the third gate of an LSTM is its candidate, another function
            sigmoidOfSum(x, g + at, recurrent, q + at, gates, g + at, whole);
        }
        if (cell == RecurrentCell.GRU) {
            gruSum(x, gates, g, recurrent, q, kept, h, units, whole);
            gruState(gates, g, before, b, hidden, h, units, whole);
        } else if (cell == RecurrentCell.LSTM) {
            int at = 2 * units;
            tanhOfSum(x, g + at, recurrent, q + at, gates, g + at, whole);
            lstmState(gates, g, before, b, kept, h, units, whole);
            lstmOutput(gates, g + 3 * units, kept, hidden, h, whole);
        } else if (cell == RecurrentCell.RNN_TANH) {
            tanhOfSum(x, g, recurrent, q, hidden, h, whole);
        } else {
            reluOfSum(x, g, recurrent, q, hidden, h, whole);
        }
        if (whole < units) {
            Gates.step(cell, x, gates, g, recurrent, q, before, b, kept, hidden, h, units, whole);
        }
    }

    private static void sigmoidOfSum(float[] x, int x0, float[] z, int z0, float[] y, int y0, int n) {
        for (int k = 0; k < n; k += N) {
            sigmoid(fromArray(S, x, x0 + k).add(fromArray(S, z, z0 + k))).intoArray(y, y0 + k);
        }
    }

    private static void tanhOfSum(float[] x, int x0, float[] z, int z0, float[] y, int y0, int n) {
        for (int k = 0; k < n; k += N) {
            tanh(fromArray(S, x, x0 + k).add(fromArray(S, z, z0 + k))).intoArray(y, y0 + k);
        }
    }

    private static void reluOfSum(float[] x, int x0, float[] z, int z0, float[] y, int y0, int n) {
        for (int k = 0; k < n; k += N) {
            fromArray(S, x, x0 + k).add(fromArray(S, z, z0 + k)).max(0f).intoArray(y, y0 + k);
        }
    }

    private static void gruSum(
            float[] x, float[] gates, int g, float[] recurrent, int q, float[] kept, int h, int units, int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector state = fromArray(S, recurrent, q + 2 * units + k);
            state.intoArray(kept, h + k);
            fromArray(S, gates, g + k)
                    .fma(state, fromArray(S, x, g + 2 * units + k))
                    .intoArray(gates, g + 2 * units + k);
        }
    }

    private static void gruState(float[] gates, int g, float[] before, int b, float[] hidden, int h, int units, int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector c = tanh(fromArray(S, gates, g + 2 * units + k));
            c.intoArray(gates, g + 2 * units + k);
            fromArray(S, gates, g + units + k)
                    .fma(fromArray(S, before, b + k).sub(c), c)
                    .intoArray(hidden, h + k);
        }
    }

    private static void lstmState(float[] gates, int g, float[] before, int b, float[] kept, int h, int units, int n) {
        for (int k = 0; k < n; k += N) {
            fromArray(S, gates, g + units + k)
                    .fma(
                            fromArray(S, before, b + k),
                            fromArray(S, gates, g + k).mul(fromArray(S, gates, g + 2 * units + k)))
                    .intoArray(kept, h + k);
        }
    }

    private static void lstmOutput(float[] gates, int o, float[] kept, float[] hidden, int h, int n) {
        for (int k = 0; k < n; k += N) {
            tanh(fromArray(S, kept, h + k)).mul(fromArray(S, gates, o + k)).intoArray(hidden, h + k);
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
        int whole = units / N * N;
        if (cell == RecurrentCell.GRU) {
            gruBack(gates, g, before, b, kept, dh, h, product, p, carry, c, dx, dSums, units, whole);
        } else if (cell == RecurrentCell.LSTM) {
            lstmBack(gates, g, before, b, kept, dh, h, product, p, carry, c, dx, units, whole);
        } else if (cell == RecurrentCell.RNN_TANH) {
            tanhBack(hidden, dh, h, product, p, dx, g, whole);
        } else {
            reluBack(hidden, dh, h, product, p, dx, g, whole);
        }
        Gates.back(cell, gates, g, before, b, kept, hidden, dh, h, product, p, carry, c, dx, dSums, units, whole);
    }

    private static void tanhBack(float[] hidden, float[] dh, int h, float[] product, int p, float[] dx, int g, int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector y = fromArray(S, hidden, h + k);
            fromArray(S, dh, h + k)
                    .add(fromArray(S, product, p + k))
                    .mul(ONE.sub(y.mul(y)))
                    .intoArray(dx, g + k);
        }
    }

    private static void reluBack(float[] hidden, float[] dh, int h, float[] product, int p, float[] dx, int g, int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector.zero(S)
                    .blend(
                            fromArray(S, dh, h + k).add(fromArray(S, product, p + k)),
                            fromArray(S, hidden, h + k).compare(VectorOperators.GT, 0f))
                    .intoArray(dx, g + k);
        }
    }

    private static void gruBack(
            float[] gates,
            int g,
            float[] before,
            int b,
            float[] kept,
            float[] dh,
            int h,
            float[] product,
            int p,
            float[] carry,
            int c,
            float[] dx,
            float[] dSums,
            int units,
            int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector d =
                    fromArray(S, dh, h + k).add(fromArray(S, product, p + k)).add(fromArray(S, carry, c + k));
            FloatVector r = fromArray(S, gates, g + k);
            FloatVector z = fromArray(S, gates, g + units + k);
            FloatVector y = fromArray(S, gates, g + 2 * units + k);
            FloatVector dn = d.mul(ONE.sub(z)).mul(ONE.sub(y.mul(y)));
            FloatVector dz = d.mul(fromArray(S, before, b + k).sub(y)).mul(z).mul(ONE.sub(z));
            FloatVector dr = dn.mul(fromArray(S, kept, h + k)).mul(r).mul(ONE.sub(r));
            dr.intoArray(dx, g + k);
            dz.intoArray(dx, g + units + k);
            dn.intoArray(dx, g + 2 * units + k);
            dr.intoArray(dSums, g + k);
            dz.intoArray(dSums, g + units + k);
            dn.mul(r).intoArray(dSums, g + 2 * units + k);
            d.mul(z).intoArray(carry, c + k);
        }
    }

    private static void lstmBack(
            float[] gates,
            int g,
            float[] before,
            int b,
            float[] kept,
            float[] dh,
            int h,
            float[] product,
            int p,
            float[] carry,
            int c,
            float[] dx,
            int units,
            int n) {
        for (int k = 0; k < n; k += N) {
            FloatVector t = tanh(fromArray(S, kept, h + k));
            FloatVector d = fromArray(S, dh, h + k).add(fromArray(S, product, p + k));
            FloatVector i = fromArray(S, gates, g + k);
            FloatVector f = fromArray(S, gates, g + units + k);
            FloatVector y = fromArray(S, gates, g + 2 * units + k);
            FloatVector o = fromArray(S, gates, g + 3 * units + k);
            FloatVector dCell = d.mul(o).fma(ONE.sub(t.mul(t)), fromArray(S, carry, c + k));
            dCell.mul(y).mul(i).mul(ONE.sub(i)).intoArray(dx, g + k);
            dCell.mul(fromArray(S, before, b + k)).mul(f).mul(ONE.sub(f)).intoArray(dx, g + units + k);
            dCell.mul(i).mul(ONE.sub(y.mul(y))).intoArray(dx, g + 2 * units + k);
            d.mul(t).mul(o).mul(ONE.sub(o)).intoArray(dx, g + 3 * units + k);
            dCell.mul(f).intoArray(carry, c + k);
        }
    }
}
