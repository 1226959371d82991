package dev.nervure.runtime.kernel.internal;

/**
 * How the columns of a matrix are cut into panels: four vectors of columns each, then at most one panel of two vectors and
 * one of one, and a last one of one vector for the columns that do not fill a vector. All counts are in floats.
 */
public final class PanelLayout {
    private static final int N = Lanes.COUNT;

    private final int columns;
    /** Columns in whole vectors; the rest is the last panel's. */
    private final int whole;

    private final int count;

    /** For {@code columns} columns, at least one. */
    public PanelLayout(int columns) {
        this.columns = columns;
        this.whole = columns / N * N;
        this.count = panelOf(columns - 1) + 1;
    }

    /** The number of panels. */
    public int count() {
        return count;
    }

    /** The columns that fill vectors, which all panels but a padded one hold. */
    public int whole() {
        return whole;
    }

    /** The panel of column {@code j}. */
    public int panelOf(int j) {
        int fours = whole / (4 * N);
        if (j < fours * 4 * N) {
            return j / (4 * N);
        }
        if (j >= whole) {
            return fours + Integer.bitCount(whole / N % 4);
        }
        return whole / N % 4 == 3 && j >= (fours * 4 + 2) * N ? fours + 1 : fours;
    }

    /** The first column of panel {@code p}. */
    public int column(int p) {
        int fours = whole / (4 * N);
        if (p <= fours) {
            return p * 4 * N;
        }
        return p == count - 1 && whole < columns ? whole : (fours * 4 + 2) * N;
    }

    /** Floats of one row of panel {@code p}: four, two or one vector. */
    public int width(int p) {
        int left = (whole - column(p)) / N;
        return left >= 4 ? 4 * N : left >= 2 ? 2 * N : N;
    }

    /** How many of the floats of a row of panel {@code p} are columns. */
    public int used(int p) {
        return Math.min(width(p), columns - column(p));
    }

    /** Whether panel {@code p} is filled up with columns that do not exist. */
    public boolean padded(int p) {
        return column(p) >= whole;
    }
}
