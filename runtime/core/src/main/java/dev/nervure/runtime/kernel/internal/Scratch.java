package dev.nervure.runtime.kernel.internal;

import org.jspecify.annotations.Nullable;

/** Rows that the portable products work in, one set a thread; they grow to the largest that the thread has needed. */
public final class Scratch {
    private static final ThreadLocal<@Nullable Scratch> OF_THREAD = new ThreadLocal<>();

    private float[][] sums = {};
    private float[][] rows = {};
    private float[][] columns = {};
    private float[][] gates = {};

    private Scratch() {}

    public static Scratch ofThread() {
        Scratch own = OF_THREAD.get();
        if (own == null) {
            own = new Scratch();
            OF_THREAD.set(own);
        }
        return own;
    }

    /** Rows to add up in, of any content. */
    public float[][] sums(int count, int width) {
        sums = grown(sums, count, width);
        return sums;
    }

    /** Rows to copy a factor to, of any content. */
    public float[][] rows(int count, int width) {
        rows = grown(rows, count, width);
        return rows;
    }

    /** Rows to copy a factor's columns to, of any content. */
    public float[][] columns(int count, int width) {
        columns = grown(columns, count, width);
        return columns;
    }

    /** Rows to compute the gates of a recurrent cell in, of any content. */
    public float[][] gates(int count, int width) {
        gates = grown(gates, count, width);
        return gates;
    }

    public static float[][] grown(float[][] old, int count, int width) {
        if (old.length >= count && (count == 0 || old[0].length >= width)) {
            return old;
        }
        int grownWidth = old.length == 0 ? width : Math.max(width, old[0].length);
        return new float[Math.max(count, old.length)][grownWidth];
    }
}
