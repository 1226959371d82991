package dev.nervure.runtime.kernel.internal;

/** The largest and the sum of {@code n} floats in plain loops, from the float {@code xOffset} on. */
public final class Reductions {
    private Reductions() {}

    /** −∞ of no values, NaN where one is. */
    public static float max(float[] x, int xOffset, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int k = xOffset; k < xOffset + n; k++) {
            max = Math.max(max, x[k]);
        }
        return max;
    }

    /** In four strands, because HotSpot keeps the order of a sum of floats. */
    public static float sum(float[] x, int xOffset, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int k = xOffset;
        int end = xOffset + n;
        for (; k + 4 <= end; k += 4) {
            s0 += x[k];
            s1 += x[k + 1];
            s2 += x[k + 2];
            s3 += x[k + 3];
        }
        for (; k < end; k++) {
            s0 += x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
