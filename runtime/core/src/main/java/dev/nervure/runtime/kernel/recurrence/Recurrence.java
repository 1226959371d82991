package dev.nervure.runtime.kernel.recurrence;

import dev.nervure.runtime.kernel.Rows;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a layer that carries a state, over sequences of up to {@code max} steps: {@code steps} says how many
 * each sample has. The products of its inputs, {@code x [n, max, gates · units]}, are made before, as one; each step adds
 * the product of the state, {@code Wₕ hₜ₋₁ + b}, and applies the gates. All samples walk in lockstep, those that have ended
 * left out, so that a step is one product for all; a sample's result does not depend on the others.
 *
 * <p>What the gradient reads again is kept: the gates {@code [n, max, gates · units]}, and {@code [n, max, units]} the
 * cells of an LSTM or, of a GRU, the state's part of the new gate. A plain RNN has neither; give the states in their place.
 *
 * <p>One object is one layer, immutable and shared by threads; {@link RecurrenceScratch} is what a thread works in.
 */
public final class Recurrence {
    private final RecurrentCell cell;
    private final int max;
    private final int units;
    private final int width;
    private final boolean reverse;

    /** @param reverse whether a sample is read from its last step to its first */
    public Recurrence(RecurrentCell cell, int max, int units, boolean reverse) {
        this.cell = cell;
        this.max = max;
        this.units = units;
        this.width = cell.gates * units;
        this.reverse = reverse;
    }

    /**
     * The states {@code h [n, max, units]} after each step.
     *
     * @param x {@code [n, max, gates · units]}, the products of the inputs
     * @param weight {@code Wₕ [gates · units, units]}
     * @param bias {@code [gates · units]}, null for zeros
     * @param steps how many steps each of the {@code n} samples has, at most {@code max}
     * @param gates {@code [n, max, gates · units]}, kept for the gradient
     * @param kept {@code [n, max, units]}, kept for the gradient
     * @param first the states before the first step {@code [n, units]}, null for zeros; {@code firstCell} likewise
     */
    public void forward(
            float[] x,
            Matrix weight,
            float @Nullable [] bias,
            float @Nullable [] first,
            float @Nullable [] firstCell,
            int[] steps,
            int n,
            float[] gates,
            float[] kept,
            float[] h,
            RecurrenceScratch scratch) {
        float[] state = scratch.state(n * units);
        float[] sums = scratch.sums(n * width);
        int longest = longest(steps, n);
        boolean lstm = cell == RecurrentCell.LSTM;
        for (int k = 0; k < longest; k++) {
            // The state of one sample alone is read where it was given, or where the step before wrote it.
            float[] states = state;
            float[] earlier = state;
            if (n == 1 && k > 0) {
                states = h;
                earlier = lstm ? kept : h;
            } else if (n == 1 && first != null && !lstm) {
                states = first;
                earlier = first;
            } else if (n == 1 && first != null && firstCell != null) {
                states = first;
                earlier = firstCell;
            }
            boolean alone = states != state;
            int at = n == 1 && k > 0 ? place(0, steps[0], k - 1) * units : 0;
            int active = alone ? 1 : before(k, first, h, steps, n, state);
            weight.multiply(states, at, active, bias, Epilogue.NONE, sums, 0);
            if (lstm && !alone) {
                before(k, firstCell, kept, steps, n, state);
            }
            for (int s = 0, row = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = place(s, steps[s], k);
                    Gates.step(
                            cell,
                            x,
                            gates,
                            place * width,
                            sums,
                            row * width,
                            earlier,
                            at + row * units,
                            kept,
                            h,
                            place * units,
                            units);
                    row++;
                }
            }
        }
    }

    /**
     * From {@code dh} the gradients of {@code x}, of the states before the first step, if they are given, and in
     * {@code dSums [n, max, gates · units]} of {@code Wₕ hₜ₋₁ + b}. All arrays begin with the first sample. Only a GRU's differs from {@code dx}: give {@code dx}
     * twice for the others.
     *
     * @param dLastCell the gradient of an LSTM's cell after each sample's last step {@code [n, units]}, null for zeros
     */
    public void backward(
            float[] dh,
            float @Nullable [] dLastCell,
            Matrix weight,
            float @Nullable [] first,
            float @Nullable [] firstCell,
            float[] gates,
            float[] kept,
            float[] h,
            int[] steps,
            int n,
            float[] dx,
            float[] dSums,
            float @Nullable [] dFirst,
            float @Nullable [] dFirstCell,
            RecurrenceScratch scratch) {
        boolean lstm = cell == RecurrentCell.LSTM;
        Matrix transposed = scratch.transposed(weight, width, units);
        float[] state = scratch.state(n * units);
        float[] delta = scratch.sums(n * width);
        // What a step passes to the one before it: by its product with the weights, a row for each sample that has the
        // step and one of zeros for those that begin here, and past it.
        float[] product = scratch.product((n + 1) * units);
        float[] carry = scratch.carry(n * units);
        Arrays.fill(product, n * units, (n + 1) * units, 0f);
        if (dLastCell == null) {
            Arrays.fill(carry, 0, n * units, 0f);
        } else {
            System.arraycopy(dLastCell, 0, carry, 0, n * units);
        }
        for (int k = longest(steps, n) - 1; k >= 0; k--) {
            before(k, lstm ? firstCell : first, lstm ? kept : h, steps, n, state);
            int row = 0;
            int after = 0;
            for (int s = 0; s < n; s++) {
                if (k < steps[s]) {
                    int place = place(s, steps[s], k);
                    Gates.back(
                            cell,
                            gates,
                            place * width,
                            state,
                            row * units,
                            kept,
                            h,
                            dh,
                            place * units,
                            product,
                            (k + 1 < steps[s] ? after++ : n) * units,
                            carry,
                            s * units,
                            dx,
                            dSums,
                            units);
                    System.arraycopy(dSums, place * width, delta, row++ * width, width);
                }
            }
            transposed.multiply(delta, 0, row, null, Epilogue.NONE, product, 0);
        }
        if (dFirst != null) {
            for (int s = 0, row = 0; s < n; s++) {
                int p = (steps[s] > 0 ? row++ : n) * units;
                for (int j = 0; j < units; j++) {
                    dFirst[s * units + j] = product[p + j] + (lstm ? 0f : carry[s * units + j]);
                }
            }
        }
        if (dFirstCell != null) {
            System.arraycopy(carry, 0, dFirstCell, 0, n * units);
        }
    }

    /** The gradient of {@code Wₕ}: {@code Σ δₜ hₜ₋₁ᵀ} over all steps, or growing by it. */
    public void weightGradient(
            float[] dSums, float[] h, float @Nullable [] first, int[] steps, int n, Matrix dWeight, boolean add) {
        if (!add) {
            Rows.zero(dWeight.chunks());
        }
        for (int s = 0; s < n; s++) {
            int row = s * max;
            int later = reverse ? row : row + 1; // of two neighbouring steps the one that reads the other's state
            int earlier = reverse ? row + 1 : row;
            if (steps[s] > 1) {
                dWeight.weightGradient(dSums, later * width, steps[s] - 1, h, earlier * units, true);
            }
            if (first != null && steps[s] > 0) {
                dWeight.weightGradient(dSums, place(s, steps[s], 0) * width, 1, first, s * units, true);
            }
        }
    }

    private static int longest(int[] steps, int n) {
        int longest = 0;
        for (int s = 0; s < n; s++) {
            longest = Math.max(longest, steps[s]);
        }
        return longest;
    }

    /** Where the {@code k}-th step of sample {@code s} lies. */
    private int place(int s, int steps, int k) {
        return s * max + (reverse ? steps - 1 - k : k);
    }

    /** Copies the state before step {@code k} of every sample that has that step, row by row; returns their number. */
    private int before(int k, float @Nullable [] first, float[] all, int[] steps, int n, float[] state) {
        int row = 0;
        for (int s = 0; s < n; s++) {
            if (k < steps[s]) {
                int to = row++ * units;
                if (k > 0) {
                    System.arraycopy(all, place(s, steps[s], k - 1) * units, state, to, units);
                } else if (first != null) {
                    System.arraycopy(first, s * units, state, to, units);
                } else {
                    Arrays.fill(state, to, to + units, 0f);
                }
            }
        }
        return row;
    }
}
