package dev.nervure.training;

import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;

/**
 * A stretch of one parameter's weights, {@code from … to − 1} of arrays of the same layout, and what is done to it.
 * Every loop uses one index for all arrays and has no branch, which is what HotSpot vectorises.
 */
final class Stretch implements Piece {
    private final float[] weights;
    private final float[]
            before; // gets the weights before the step that ran last; the weights themselves if nobody asks
    private final float[][] memory;
    private final int from;
    private final int to;
    private final float l1;
    private final float l2;

    Stretch(float[] weights, float[] before, float[][] memory, int from, int to, float l1, float l2) {
        this.weights = weights;
        this.before = before;
        this.memory = memory;
        this.from = from;
        this.to = to;
        this.l1 = l1;
        this.l2 = l2;
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public boolean penalised() {
        return l1 != 0 || l2 != 0;
    }

    @Override
    public void clear(GradientPart total) {
        Arrays.fill(total.values, from, to, 0f);
    }

    @Override
    public void add(GradientPart total, GradientPart more) {
        total.touchAll();
        add(total.values, more.values, from, to);
    }

    @Override
    public void penalise(GradientPart total) {
        if (penalised()) {
            total.touchAll();
            addPenalty(total.values, weights, l1, l2, from, to);
        }
    }

    @Override
    public void limit(GradientPart total, float most) {
        limit(total.values, most, from, to);
    }

    @Override
    public double squares(GradientPart total) {
        return Sums.squares(total.values, from, to);
    }

    @Override
    public double squaresOfWeights() {
        return Sums.squares(weights, from, to);
    }

    @Override
    public void step(Optimizer.Step step, GradientPart total, float scale) {
        if (before == weights) {
            step.update(weights, total.values, scale, memory, from, to);
        } else {
            step.updateKeeping(weights, before, total.values, scale, memory, from, to);
        }
    }

    /** Also of a row of a table. */
    static void addPenalty(float[] sum, float[] weights, float l1, float l2, int from, int to) {
        if (l1 != 0) {
            addSigns(sum, weights, l1, from, to);
        }
        if (l2 != 0) {
            addMultiple(sum, weights, l2, from, to);
        }
    }

    /** Also of a row of a table. */
    static void limit(float[] values, float most, int from, int to) {
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
