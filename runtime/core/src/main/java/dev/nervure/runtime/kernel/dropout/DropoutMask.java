package dev.nervure.runtime.kernel.dropout;

import org.jspecify.annotations.Nullable;

/**
 * The factors of {@link Dropout}, 0 or {@code 1 / (1 − p)}, some at a time and in loops that HotSpot vectorises: by the hash
 * of each value's place. One a thread.
 */
final class DropoutMask {
    /** Factors at a time. */
    static final int LENGTH = 256;

    private static final ThreadLocal<@Nullable DropoutMask> OF_THREAD = new ThreadLocal<>();
    private static final int[] PLACES = places();

    private final int[] kept = new int[LENGTH];
    private final float[] factors = new float[LENGTH];

    private DropoutMask() {}

    static DropoutMask ofThread() {
        DropoutMask own = OF_THREAD.get();
        if (own == null) {
            own = new DropoutMask();
            OF_THREAD.set(own);
        }
        return own;
    }

    private static int[] places() {
        int[] places = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            places[i] = i * Places.STEP;
        }
        return places;
    }

    /** Of the places {@code first …} of a stream. */
    float[] factors(long stream, int first, float p) {
        hash((int) stream + first * Places.STEP, (int) (stream >>> 32), (int) (p * 0x1p24));
        scale(1 / (1 - p));
        return factors;
    }

    /** 1 or 0: whether 24 bits of the hash are at least {@code dropped}. */
    private void hash(int low, int high, int dropped) {
        for (int i = 0; i < LENGTH; i++) {
            kept[i] = 1 + (((Places.hash(PLACES[i] + low, high) >>> 8) - dropped) >> 31);
        }
    }

    private void scale(float scale) {
        for (int i = 0; i < LENGTH; i++) {
            factors[i] = kept[i] * scale;
        }
    }
}
