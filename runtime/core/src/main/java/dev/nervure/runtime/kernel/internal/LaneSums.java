package dev.nervure.runtime.kernel.internal;

import jdk.incubator.vector.FloatVector;

/** Sums of the lanes of a vector. */
public final class LaneSums {
    private static final int N = Lanes.COUNT;

    private LaneSums() {}

    /** The sum of the lanes in a fixed order, which {@code reduceLanes} does not promise. */
    public static float total(FloatVector v, float[] buffer) {
        v.intoArray(buffer, 0);
        return total(buffer, 0);
    }

    /** The same of a vector's lanes in memory. */
    public static float total(float[] lanes, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int k = 0; k < N; k += 4) {
            s0 += lanes[from + k];
            s1 += lanes[from + k + 1];
            s2 += lanes[from + k + 2];
            s3 += lanes[from + k + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
