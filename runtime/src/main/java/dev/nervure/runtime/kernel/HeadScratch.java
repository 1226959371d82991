package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Attention} copies one head to, one set a thread: rows and columns as arrays of their own, which HotSpot
 * vectorises. They grow to the largest that the thread has needed; their content is what was left there.
 */
final class HeadScratch {
    private static final ThreadLocal<@Nullable HeadScratch> OF_THREAD = new ThreadLocal<>();

    private final float[][][] rows = new float[9][][];

    private HeadScratch() {
        java.util.Arrays.setAll(rows, i -> new float[0][]);
    }

    static HeadScratch ofThread() {
        HeadScratch own = OF_THREAD.get();
        if (own == null) {
            own = new HeadScratch();
            OF_THREAD.set(own);
        }
        return own;
    }

    float[] scores(int width) {
        return get(0, 1, width)[0];
    }

    float[] slopes(int width) {
        return get(1, 1, width)[0];
    }

    float[] row(int width) {
        return get(2, 1, width)[0];
    }

    float[][] keyColumns(int size, int places) {
        return get(3, size, places);
    }

    float[][] keyRows(int places, int size) {
        return get(4, places, size);
    }

    float[][] valueColumns(int size, int places) {
        return get(5, size, places);
    }

    float[][] valueRows(int places, int size) {
        return get(6, places, size);
    }

    float[][] keyGradients(int places, int size) {
        return get(7, places, size);
    }

    float[][] valueGradients(int places, int size) {
        return get(8, places, size);
    }

    private float[][] get(int which, int count, int width) {
        rows[which] = Scratch.grown(rows[which], count, width);
        return rows[which];
    }
}
