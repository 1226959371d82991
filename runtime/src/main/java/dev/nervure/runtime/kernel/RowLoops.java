package dev.nervure.runtime.kernel;

/**
 * The inner loops of the portable products, {@code c[j] += a * b[j]} for a few {@code c} and {@code b} at once. HotSpot
 * vectorises them without a flag because every array is indexed by {@code j} alone. On JDK 17 and 25 two rows by three
 * terms reach 70 to 90 GFLOP/s, as one row by four reaches 45; two by four and four by four are too large a loop body
 * for JDK 17 and fall to 15.
 *
 * <p>HotSpot unrolls by the trip count that it has profiled: a loop that has mostly seen fewer than about 16 trips is
 * never vectorised again. All callers therefore pass at least {@link #MIN_WIDTH}, and pad their arrays to it.
 */
final class RowLoops {
    static final int MIN_WIDTH = 32;

    private RowLoops() {}

    static int pad(int width) {
        return Math.max(width, MIN_WIDTH);
    }

    static void add2x3(
            float[] c0,
            float[] c1,
            float[] b0,
            float[] b1,
            float[] b2,
            float a00,
            float a01,
            float a02,
            float a10,
            float a11,
            float a12,
            int n) {
        for (int j = 0; j < n; j++) {
            float v0 = b0[j];
            float v1 = b1[j];
            float v2 = b2[j];
            c0[j] = Fma.add(a02, v2, Fma.add(a01, v1, Fma.add(a00, v0, c0[j])));
            c1[j] = Fma.add(a12, v2, Fma.add(a11, v1, Fma.add(a10, v0, c1[j])));
        }
    }

    static void add2x1(float[] c0, float[] c1, float[] b0, float a00, float a10, int n) {
        for (int j = 0; j < n; j++) {
            float v0 = b0[j];
            c0[j] = Fma.add(a00, v0, c0[j]);
            c1[j] = Fma.add(a10, v0, c1[j]);
        }
    }

    static void add1x4(
            float[] c0, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3, int n) {
        for (int j = 0; j < n; j++) {
            c0[j] = Fma.add(a3, b3[j], Fma.add(a2, b2[j], Fma.add(a1, b1[j], Fma.add(a0, b0[j], c0[j]))));
        }
    }

    static void add1x1(float[] c0, float[] b0, float a0, int n) {
        for (int j = 0; j < n; j++) {
            c0[j] = Fma.add(a0, b0[j], c0[j]);
        }
    }

    static void relu(float[] c, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.max(c[j], 0f);
        }
    }
}
