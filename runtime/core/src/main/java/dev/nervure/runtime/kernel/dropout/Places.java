package dev.nervure.runtime.kernel.dropout;

/** A hash of 32 bits of a value's place (Wellons's lowbias32), keyed by the 64 bits of a stream. */
final class Places {
    /** From the key of one place to that of the next. */
    static final int STEP = 0x9E3779B9;

    private Places() {}

    static int hash(long stream, int place) {
        return hash(place * STEP + (int) stream, (int) (stream >>> 32));
    }

    /** The same where the place and the lower half of the stream are added already. */
    static int hash(int low, int high) {
        int z = (low ^ (low >>> 16)) * 0x7feb352d;
        z = ((z ^ (z >>> 15)) + high) * 0x846ca68b;
        return z ^ (z >>> 16);
    }
}
