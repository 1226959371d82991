package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a layer that carries a state, of PyTorch's three kinds. The products of the inputs, {@code x [n, max,
 * gates · units]}, are made before; {@code steps} says how many steps each sample has. {@code first [n, units]} is the
 * state before the first step, null for zeros; {@code state [n, units]} and {@code sums [n, gates · units]} are working
 * memory. A sample's result does not depend on the others.
 */
public final class Sequences {
    private Sequences() {}

    /** {@code hₜ = f(xₜ + Wₕ hₜ₋₁ + b)}. */
    public static void rnn(
            float[] x,
            Matrix weight,
            float @Nullable [] bias,
            float @Nullable [] first,
            int[] steps,
            int n,
            int max,
            int units,
            boolean relu,
            boolean reverse,
            float[] state,
            float[] sums,
            float[] h) {
        int longest = Lockstep.longest(steps, n);
        for (int k = 0; k < longest; k++) {
            int active = Lockstep.gather(first, h, steps, n, max, units, k, reverse, state);
            weight.multiply(state, 0, active, bias, Epilogue.NONE, sums, 0);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int at = (s * max + Lockstep.place(steps[s], k, reverse)) * units;
                    add(x, at, sums, row++ * units, h, at, units);
                    if (!relu) {
                        Elementwise.tanh(h, at, h, at, units);
                        continue;
                    }
                    for (int j = at; j < at + units; j++) {
                        h[j] = Math.max(h[j], 0f);
                    }
                }
            }
        }
    }

    /**
     * The gradient of {@link #rnn}: {@code dx}, and in {@code dState [n, units]} that of the state before the first step.
     * {@code delta} and {@code back [n, units]} are working memory.
     */
    public static void rnnGradient(
            float[] dh,
            Matrix weight,
            float[] h,
            int[] steps,
            int n,
            int max,
            int units,
            boolean relu,
            boolean reverse,
            float[] dx,
            float[] dState,
            float[] delta,
            float[] back) {
        clear(dState, n * units);
        for (int k = Lockstep.longest(steps, n) - 1; k >= 0; k--) {
            int active = 0;
            for (int s = 0; s < n; s++) {
                if (k < steps[s]) {
                    int at = (s * max + Lockstep.place(steps[s], k, reverse)) * units;
                    for (int j = 0; j < units; j++) {
                        float y = h[at + j];
                        float slope = relu ? (y > 0 ? 1f : 0f) : 1f - y * y;
                        dx[at + j] = (dh[at + j] + dState[s * units + j]) * slope;
                    }
                    System.arraycopy(dx, at, delta, active++ * units, units);
                }
            }
            weight.inputGradient(delta, 0, active, back, 0, false);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    System.arraycopy(back, row++ * units, dState, s * units, units);
                }
            }
        }
    }

    /**
     * {@code cₜ = f cₜ₋₁ + i g}, {@code hₜ = o tanh(cₜ)} with the gates i, f, o = σ and g = tanh of {@code xₜ + Wₕ hₜ₋₁ +
     * b}, in the order i, f, g, o; they are kept for the gradient.
     */
    public static void lstm(
            float[] x,
            Matrix weight,
            float @Nullable [] bias,
            float @Nullable [] first,
            float @Nullable [] firstCell,
            int[] steps,
            int n,
            int max,
            int units,
            boolean reverse,
            float[] state,
            float[] sums,
            float[] gates,
            float[] c,
            float[] h) {
        int width = 4 * units;
        int longest = Lockstep.longest(steps, n);
        for (int k = 0; k < longest; k++) {
            int active = Lockstep.gather(first, h, steps, n, max, units, k, reverse, state);
            weight.multiply(state, 0, active, bias, Epilogue.NONE, sums, 0);
            Lockstep.gather(firstCell, c, steps, n, max, units, k, reverse, state);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = s * max + Lockstep.place(steps[s], k, reverse);
                    int i = place * width;
                    int f = i + units;
                    int g = f + units;
                    int o = g + units;
                    add(x, i, sums, row * width, gates, i, width);
                    Elementwise.sigmoid(gates, i, gates, i, 2 * units);
                    Elementwise.tanh(gates, g, gates, g, units);
                    Elementwise.sigmoid(gates, o, gates, o, units);
                    int before = row * units;
                    int at = place * units;
                    for (int j = 0; j < units; j++) {
                        c[at + j] = gates[f + j] * state[before + j] + gates[i + j] * gates[g + j];
                    }
                    Elementwise.tanh(c, at, h, at, units);
                    for (int j = 0; j < units; j++) {
                        h[at + j] *= gates[o + j];
                    }
                    row++;
                }
            }
        }
    }

    /**
     * The gradient of {@link #lstm}: {@code dx}, and in {@code dState} and {@code dCell} those of the states before the
     * first step.
     */
    public static void lstmGradient(
            float[] dh,
            Matrix weight,
            float @Nullable [] firstCell,
            float[] gates,
            float[] c,
            int[] steps,
            int n,
            int max,
            int units,
            boolean reverse,
            float[] dx,
            float[] dState,
            float[] dCell,
            float[] delta,
            float[] back) {
        int width = 4 * units;
        clear(dState, n * units);
        clear(dCell, n * units);
        for (int k = Lockstep.longest(steps, n) - 1; k >= 0; k--) {
            int active = Lockstep.gather(firstCell, c, steps, n, max, units, k, reverse, back);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = s * max + Lockstep.place(steps[s], k, reverse);
                    int at = place * units;
                    int i = place * width;
                    int f = i + units;
                    int g = f + units;
                    int o = g + units;
                    Elementwise.tanh(c, at, delta, row * width, units);
                    for (int j = 0; j < units; j++) {
                        float tanh = delta[row * width + j];
                        float dOut = dh[at + j] + dState[s * units + j];
                        float dC = dCell[s * units + j] + dOut * gates[o + j] * (1f - tanh * tanh);
                        float in = gates[i + j];
                        float forget = gates[f + j];
                        float candidate = gates[g + j];
                        float out = gates[o + j];
                        dx[i + j] = dC * candidate * in * (1f - in);
                        dx[f + j] = dC * back[row * units + j] * forget * (1f - forget);
                        dx[g + j] = dC * in * (1f - candidate * candidate);
                        dx[o + j] = dOut * tanh * out * (1f - out);
                        dCell[s * units + j] = dC * forget;
                    }
                    System.arraycopy(dx, i, delta, row++ * width, width);
                }
            }
            weight.inputGradient(delta, 0, active, back, 0, false);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    System.arraycopy(back, row++ * units, dState, s * units, units);
                }
            }
        }
    }

    /**
     * {@code hₜ = (1 − z) g + z hₜ₋₁} with r, z = σ of {@code xₜ + Wₕ hₜ₋₁ + b} and {@code g = tanh(xₜ + r (Wₕ hₜ₋₁ + b))},
     * in the order r, z, g; they are kept for the gradient, and {@code Wₕ hₜ₋₁ + b} of g in {@code candidates}.
     */
    public static void gru(
            float[] x,
            Matrix weight,
            float @Nullable [] bias,
            float @Nullable [] first,
            int[] steps,
            int n,
            int max,
            int units,
            boolean reverse,
            float[] state,
            float[] sums,
            float[] gates,
            float[] candidates,
            float[] h) {
        int width = 3 * units;
        int longest = Lockstep.longest(steps, n);
        for (int k = 0; k < longest; k++) {
            int active = Lockstep.gather(first, h, steps, n, max, units, k, reverse, state);
            weight.multiply(state, 0, active, bias, Epilogue.NONE, sums, 0);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = s * max + Lockstep.place(steps[s], k, reverse);
                    int at = place * units;
                    int r = place * width;
                    int z = r + units;
                    int g = z + units;
                    add(x, r, sums, row * width, gates, r, 2 * units);
                    Elementwise.sigmoid(gates, r, gates, r, 2 * units);
                    System.arraycopy(sums, row * width + 2 * units, candidates, at, units);
                    for (int j = 0; j < units; j++) {
                        gates[g + j] = x[g + j] + gates[r + j] * candidates[at + j];
                    }
                    Elementwise.tanh(gates, g, gates, g, units);
                    for (int j = 0; j < units; j++) {
                        float keep = gates[z + j];
                        h[at + j] = (1f - keep) * gates[g + j] + keep * state[row * units + j];
                    }
                    row++;
                }
            }
        }
    }

    /**
     * The gradient of {@link #gru}: {@code dx}, in {@code dSums} that of {@code Wₕ hₜ₋₁ + b}, and in {@code dState} that of
     * the state before the first step.
     */
    public static void gruGradient(
            float[] dh,
            Matrix weight,
            float @Nullable [] first,
            float[] h,
            float[] gates,
            float[] candidates,
            int[] steps,
            int n,
            int max,
            int units,
            boolean reverse,
            float[] dx,
            float[] dSums,
            float[] dState,
            float[] delta,
            float[] back) {
        int width = 3 * units;
        clear(dState, n * units);
        for (int k = Lockstep.longest(steps, n) - 1; k >= 0; k--) {
            int active = Lockstep.gather(first, h, steps, n, max, units, k, reverse, back);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = s * max + Lockstep.place(steps[s], k, reverse);
                    int at = place * units;
                    int r = place * width;
                    int z = r + units;
                    int g = z + units;
                    for (int j = 0; j < units; j++) {
                        float reset = gates[r + j];
                        float keep = gates[z + j];
                        float candidate = gates[g + j];
                        float dOut = dh[at + j] + dState[s * units + j];
                        float dCandidate = dOut * (1f - keep) * (1f - candidate * candidate);
                        dx[r + j] = dCandidate * candidates[at + j] * reset * (1f - reset);
                        dx[z + j] = dOut * (back[row * units + j] - candidate) * keep * (1f - keep);
                        dx[g + j] = dCandidate;
                        dSums[g + j] = dCandidate * reset;
                        dState[s * units + j] = dOut * keep;
                    }
                    System.arraycopy(dx, r, dSums, r, 2 * units);
                    System.arraycopy(dSums, r, delta, row++ * width, width);
                }
            }
            weight.inputGradient(delta, 0, active, back, 0, false);
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    add(back, row++ * units, dState, s * units, dState, s * units, units);
                }
            }
        }
    }

    /**
     * The gradient of {@code Wₕ}: {@code Σ δₜ hₜ₋₁ᵀ} over all steps.
     *
     * @param delta {@code [n, max, width]}, the gradient of {@code Wₕ hₜ₋₁ + b}
     */
    public static void weightGradient(
            float[] delta,
            int width,
            float[] h,
            float @Nullable [] first,
            int[] steps,
            int n,
            int max,
            int units,
            boolean reverse,
            Matrix dWeight,
            boolean add) {
        if (!add) {
            Rows.zero(dWeight.chunks());
        }
        for (int s = 0; s < n; s++) {
            int row = s * max;
            int later = reverse ? row : row + 1; // of two neighbouring steps the one that reads the other's state
            int earlier = reverse ? row + 1 : row;
            if (steps[s] > 1) {
                dWeight.weightGradient(delta, later * width, steps[s] - 1, h, earlier * units, true);
            }
            if (first != null) {
                int begin = row + Lockstep.place(steps[s], 0, reverse);
                dWeight.weightGradient(delta, begin * width, 1, first, s * units, true);
            }
        }
    }

    private static void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int at, int count) {
        for (int j = 0; j < count; j++) {
            sum[at + j] = a[aAt + j] + b[bAt + j];
        }
    }

    private static void clear(float[] values, int count) {
        java.util.Arrays.fill(values, 0, count, 0f);
    }
}
