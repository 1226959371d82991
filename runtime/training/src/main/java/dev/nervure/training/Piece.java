package dev.nervure.training;

import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;

/**
 * A stretch of one parameter's weights, {@code from … to − 1} of arrays of the same layout, and what is done to it.
 * Every loop uses one index for all arrays and has no branch, which is what HotSpot vectorises.
 */
final class Piece {
    private final float[] weights;
    private final float[]
            before; // gets the weights before the step that ran last; the weights themselves if nobody asks
    private final float[][] memory;
    private final int from;
    private final int to;
    private final float l1;
    private final float l2;

    Piece(float[] weights, float[] before, float[][] memory, int from, int to, float l1, float l2) {
        this.weights = weights;
        this.before = before;
        this.memory = memory;
        this.from = from;
        this.to = to;
        this.l1 = l1;
        this.l2 = l2;
    }

    int size() {
        return to - from;
    }

    boolean penalised() {
        return l1 != 0 || l2 != 0;
    }

    void clear(float[] total) {
        Arrays.fill(total, from, to, 0f);
    }

    /** {@code total += more}. */
    void add(float[] total, float[] more) {
        add(total, more, from, to);
    }

    /** Adds the gradient of {@code l1 · Σ|w| + l2 / 2 · Σw²}. */
    void penalise(float[] total) {
        if (l1 != 0) {
            addSigns(total, weights, l1, from, to);
        }
        if (l2 != 0) {
            addMultiple(total, weights, l2, from, to);
        }
    }

    /** Brings every gradient into {@code −most … most}; NaN stays NaN. */
    void limit(float[] total, float most) {
        limit(total, most, from, to);
    }

    double squares(float[] total) {
        return Sums.squares(total, from, to);
    }

    /** Infinite or NaN if a weight is. */
    double squaresOfWeights() {
        return Sums.squares(weights, from, to);
    }

    void step(Optimizer.Step step, float[] total, float scale) {
        if (before == weights) {
            step.update(weights, total, scale, memory, from, to);
        } else {
            step.updateKeeping(weights, before, total, scale, memory, from, to);
        }
    }

    private static void limit(float[] values, float most, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.max(-most, Math.min(most, values[i]));
        }
    }

    private static void add(float[] sum, float[] more, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += more[i];
        }
    }

    private static void addMultiple(float[] sum, float[] more, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += factor * more[i];
        }
    }

    private static void addSigns(float[] sum, float[] of, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += factor * Math.signum(of[i]);
        }
    }
}
