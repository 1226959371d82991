package dev.nervure.runtime.kernel.internal;

import org.jspecify.annotations.Nullable;

/** What the vector kernels need to work in, one a thread. */
public final class VectorScratch {
    private static final ThreadLocal<@Nullable VectorScratch> OF_THREAD = new ThreadLocal<>();

    private final float[] results = new float[VectorProducts.ROWS * Lanes.COUNT];
    private final float[] start = new float[Lanes.COUNT];
    private final float[] last = new float[Lanes.COUNT];
    private final double[] doubles = new double[Lanes.COUNT];
    private float[] strip = {};
    private float[] parts = {};

    private VectorScratch() {}

    public static VectorScratch ofThread() {
        VectorScratch own = OF_THREAD.get();
        if (own == null) {
            own = new VectorScratch();
            OF_THREAD.set(own);
        }
        return own;
    }

    /** One vector for each row of a block. */
    public float[] results() {
        return results;
    }

    /** One vector; beyond what the caller sets of it, of any finite content. */
    public float[] start() {
        return start;
    }

    /** The last values of an array that a function is applied to. */
    public float[] last() {
        return last;
    }

    /** Two vectors of doubles. */
    public double[] doubles() {
        return doubles;
    }

    /** At least {@code size} floats of any content; grows to the most that the thread has asked for. */
    public float[] strip(int size) {
        if (strip.length < size) {
            strip = new float[size];
        }
        return strip;
    }

    /** The same of another array. */
    public float[] parts(int size) {
        if (parts.length < size) {
            parts = new float[size];
        }
        return parts;
    }
}
