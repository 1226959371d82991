package dev.nervure.runtime.kernel.attention;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Attention} computes one head in, one set a thread. Arrays grow to the largest that the thread has needed; their
 * content is what was left there.
 */
final class HeadScratch {
    private static final ThreadLocal<@Nullable HeadScratch> OF_THREAD = new ThreadLocal<>();

    /** {@code [size, places]}. */
    final Factor keyColumns = Factor.create();
    /** {@code [places, size]}. */
    final Factor keyRows = Factor.create();
    /** {@code [valueSize, places]}. */
    final Factor valueColumns = Factor.create();
    /** {@code [places, valueSize]}. */
    final Factor valueRows = Factor.create();
    /** Of some queries, {@code [queries, size]} or {@code [queries, valueSize]}. */
    final Factor block = Factor.create();

    private final float[][] arrays = new float[6][0];

    private HeadScratch() {}

    static HeadScratch ofThread() {
        HeadScratch own = OF_THREAD.get();
        if (own == null) {
            own = new HeadScratch();
            OF_THREAD.set(own);
        }
        return own;
    }

    /** The weights of some queries. */
    float[] weights(int size) {
        return get(0, size);
    }

    /** The same without those that are dropped. */
    float[] kept(int size) {
        return get(1, size);
    }

    float[] slopes(int size) {
        return get(2, size);
    }

    /** A row for each query of a block. */
    float[] results(int size) {
        return get(3, size);
    }

    float[] keyGradients(int size) {
        return get(4, size);
    }

    float[] valueGradients(int size) {
        return get(5, size);
    }

    private float[] get(int which, int size) {
        if (arrays[which].length < size) {
            arrays[which] = new float[size];
        }
        return arrays[which];
    }
}
