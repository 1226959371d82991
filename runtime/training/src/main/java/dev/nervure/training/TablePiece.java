package dev.nervure.training;

import dev.nervure.runtime.kernel.matrix.TouchedRows;
import dev.nervure.runtime.kernel.reduction.Sums;

/**
 * A table of which each step changes the rows that were looked up. It is one piece: the rows of a batch are few, and which
 * they are is known to one thread.
 */
final class TablePiece implements Piece {
    private static final int EXPECTED = 1 << 13; // weights of the rows of a batch

    private final float[] weights;
    private final float[] before; // as of Stretch
    private final float[][] memory;
    private final float l1;
    private final float l2;
    private int[] last = {}; // the rows that the step before changed
    private int lastCount;

    TablePiece(float[] weights, float[] before, float[][] memory, float l1, float l2) {
        this.weights = weights;
        this.before = before;
        this.memory = memory;
        this.l1 = l1;
        this.l2 = l2;
    }

    @Override
    public int size() {
        return Math.min(EXPECTED, weights.length);
    }

    @Override
    public boolean penalised() {
        return l1 != 0 || l2 != 0;
    }

    @Override
    public void clear(GradientPart total) {
        total.table().clear();
    }

    @Override
    public void add(GradientPart total, GradientPart more) {
        total.table().addTouched(more.table());
    }

    @Override
    public void penalise(GradientPart total) {
        TouchedRows rows = total.rows();
        int width = rows.width();
        for (int i = 0; penalised() && i < rows.count(); i++) {
            int from = rows.row(i) * width;
            Stretch.addPenalty(total.values, weights, l1, l2, from, from + width);
        }
    }

    @Override
    public void limit(GradientPart total, float most) {
        TouchedRows rows = total.rows();
        int width = rows.width();
        for (int i = 0; i < rows.count(); i++) {
            int from = rows.row(i) * width;
            Stretch.limit(total.values, most, from, from + width);
        }
    }

    @Override
    public double squares(GradientPart total) {
        TouchedRows rows = total.rows();
        int width = rows.width();
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int from = rows.row(i) * width;
            sum += Sums.squares(total.values, from, from + width);
        }
        return sum;
    }

    @Override
    public double squaresOfWeights() {
        return Sums.squares(weights, 0, weights.length);
    }

    @Override
    public void step(Optimizer.Step step, GradientPart total, float scale) {
        TouchedRows rows = total.rows();
        int width = rows.width();
        boolean keeps = before != weights;
        if (keeps) {
            catchUp(rows, width);
        }
        for (int i = 0; i < rows.count(); i++) {
            int from = rows.row(i) * width;
            if (keeps) {
                step.updateKeeping(weights, before, total.values, scale, memory, from, from + width);
            } else {
                step.update(weights, total.values, scale, memory, from, from + width);
            }
        }
    }

    /** What was kept is of the step before: its rows have changed since. */
    private void catchUp(TouchedRows rows, int width) {
        for (int i = 0; i < lastCount; i++) {
            System.arraycopy(weights, last[i] * width, before, last[i] * width, width);
        }
        lastCount = rows.count();
        if (last.length < lastCount) {
            last = new int[Math.min(weights.length / width, Math.max(lastCount, 2 * last.length))];
        }
        for (int i = 0; i < lastCount; i++) {
            last[i] = rows.row(i);
        }
    }
}
