package dev.nervure.runtime.kernel.internal;

/**
 * The loops of the portable products, {@code c[j] += Σₖ a[k] · b[k][j]}, for two rows {@code c} by three terms or for one
 * by four. HotSpot vectorises the inner loop without a flag because every array in it is indexed by {@code j} alone. On
 * JDK 17 and 25 two rows by three terms reach 70 to 90 GFLOP/s, and one row by four 45; two by four and four by four are
 * too large a loop body for JDK 17 and fall to 15.
 *
 * <p>HotSpot unrolls by the trip count that it has profiled: a loop that has mostly seen fewer than about 16 trips is
 * never vectorised again. All callers therefore pass at least {@link #MIN_WIDTH}, and pad their arrays to it.
 *
 * <p>Inside another loop, JDK 17 vectorises none of them. So the methods with the inner loops do several in a row: that
 * makes them too large to be inlined (325 bytes of bytecode).
 */
public final class RowLoops {
    public static final int MIN_WIDTH = 32;
    /** Columns of {@link #addNarrow}. */
    public static final int NARROW = 12;

    private RowLoops() {}

    public static int pad(int width) {
        return Math.max(width, MIN_WIDTH);
    }

    /**
     * {@code c0[j] += Σ a0[p0 + k · step] · b[from + k][j]} for {@code k} in {@code 0 … terms - 1}, and {@code c1} from
     * {@code a1} likewise.
     */
    public static void addTwo(
            float[] c0,
            float[] c1,
            float[] a0,
            int p0,
            float[] a1,
            int p1,
            int step,
            float[][] b,
            int from,
            int terms,
            int n) {
        int k = 0;
        for (; k + 9 <= terms; k += 6) {
            add2x6(c0, c1, a0, p0 + k * step, a1, p1 + k * step, step, b, from + k, 6, n);
        }
        // Never all six: where HotSpot 17 has not seen three alone, it compiles the six as scalars.
        for (; k + 3 <= terms; k += 3) {
            add2x6(c0, c1, a0, p0 + k * step, a1, p1 + k * step, step, b, from + k, 3, n);
        }
        for (; k < terms; k++) {
            add1x1(c0, a0[p0 + k * step], b[from + k], n);
            add1x1(c1, a1[p1 + k * step], b[from + k], n);
        }
    }

    /** As {@link #addTwo}, for one row. */
    public static void addOne(float[] c, float[] a, int p, int step, float[][] b, int from, int terms, int n) {
        int k = 0;
        for (; k + 4 <= terms; k += 12) {
            add1x12(c, a, p + k * step, step, b, from + k, terms - k, n);
        }
        for (k = terms / 4 * 4; k < terms; k++) {
            add1x1(c, a[p + k * step], b[from + k], n);
        }
    }

    /** Three terms, and three more where there are as many. */
    private static void add2x6(
            float[] c0,
            float[] c1,
            float[] a0,
            int p0,
            float[] a1,
            int p1,
            int step,
            float[][] b,
            int k,
            int terms,
            int n) {
        {
            float[] b0 = b[k];
            float[] b1 = b[k + 1];
            float[] b2 = b[k + 2];
            float a00 = a0[p0];
            float a01 = a0[p0 + step];
            float a02 = a0[p0 + 2 * step];
            float a10 = a1[p1];
            float a11 = a1[p1 + step];
            float a12 = a1[p1 + 2 * step];
            for (int j = 0; j < n; j++) {
                float v0 = b0[j];
                float v1 = b1[j];
                float v2 = b2[j];
                c0[j] = Fma.add(a02, v2, Fma.add(a01, v1, Fma.add(a00, v0, c0[j])));
                c1[j] = Fma.add(a12, v2, Fma.add(a11, v1, Fma.add(a10, v0, c1[j])));
            }
        }
        if (terms >= 6) {
            float[] b0 = b[k + 3];
            float[] b1 = b[k + 4];
            float[] b2 = b[k + 5];
            float a00 = a0[p0 + 3 * step];
            float a01 = a0[p0 + 4 * step];
            float a02 = a0[p0 + 5 * step];
            float a10 = a1[p1 + 3 * step];
            float a11 = a1[p1 + 4 * step];
            float a12 = a1[p1 + 5 * step];
            for (int j = 0; j < n; j++) {
                float v0 = b0[j];
                float v1 = b1[j];
                float v2 = b2[j];
                c0[j] = Fma.add(a02, v2, Fma.add(a01, v1, Fma.add(a00, v0, c0[j])));
                c1[j] = Fma.add(a12, v2, Fma.add(a11, v1, Fma.add(a10, v0, c1[j])));
            }
        }
    }

    /** Four terms, and four and four more where there are as many. */
    private static void add1x12(float[] c, float[] a, int p, int step, float[][] b, int k, int terms, int n) {
        {
            float[] b0 = b[k];
            float[] b1 = b[k + 1];
            float[] b2 = b[k + 2];
            float[] b3 = b[k + 3];
            float a0 = a[p];
            float a1 = a[p + step];
            float a2 = a[p + 2 * step];
            float a3 = a[p + 3 * step];
            for (int j = 0; j < n; j++) {
                c[j] = Fma.add(a3, b3[j], Fma.add(a2, b2[j], Fma.add(a1, b1[j], Fma.add(a0, b0[j], c[j]))));
            }
        }
        if (terms >= 8) {
            float[] b0 = b[k + 4];
            float[] b1 = b[k + 5];
            float[] b2 = b[k + 6];
            float[] b3 = b[k + 7];
            float a0 = a[p + 4 * step];
            float a1 = a[p + 5 * step];
            float a2 = a[p + 6 * step];
            float a3 = a[p + 7 * step];
            for (int j = 0; j < n; j++) {
                c[j] = Fma.add(a3, b3[j], Fma.add(a2, b2[j], Fma.add(a1, b1[j], Fma.add(a0, b0[j], c[j]))));
            }
        }
        if (terms >= 12) {
            float[] b0 = b[k + 8];
            float[] b1 = b[k + 9];
            float[] b2 = b[k + 10];
            float[] b3 = b[k + 11];
            float a0 = a[p + 8 * step];
            float a1 = a[p + 9 * step];
            float a2 = a[p + 10 * step];
            float a3 = a[p + 11 * step];
            for (int j = 0; j < n; j++) {
                c[j] = Fma.add(a3, b3[j], Fma.add(a2, b2[j], Fma.add(a1, b1[j], Fma.add(a0, b0[j], c[j]))));
            }
        }
    }

    /** As {@link #addOne}, for twelve columns, as loops over so few are not vectorised. */
    public static void addNarrow(float[] c, float[] a, int p, float[][] b, int from, int terms) {
        float s0 = c[0];
        float s1 = c[1];
        float s2 = c[2];
        float s3 = c[3];
        float s4 = c[4];
        float s5 = c[5];
        float s6 = c[6];
        float s7 = c[7];
        float s8 = c[8];
        float s9 = c[9];
        float s10 = c[10];
        float s11 = c[11];
        for (int k = 0; k < terms; k++) {
            float x = a[p + k];
            float[] w = b[from + k];
            s0 = Fma.add(x, w[0], s0);
            s1 = Fma.add(x, w[1], s1);
            s2 = Fma.add(x, w[2], s2);
            s3 = Fma.add(x, w[3], s3);
            s4 = Fma.add(x, w[4], s4);
            s5 = Fma.add(x, w[5], s5);
            s6 = Fma.add(x, w[6], s6);
            s7 = Fma.add(x, w[7], s7);
            s8 = Fma.add(x, w[8], s8);
            s9 = Fma.add(x, w[9], s9);
            s10 = Fma.add(x, w[10], s10);
            s11 = Fma.add(x, w[11], s11);
        }
        c[0] = s0;
        c[1] = s1;
        c[2] = s2;
        c[3] = s3;
        c[4] = s4;
        c[5] = s5;
        c[6] = s6;
        c[7] = s7;
        c[8] = s8;
        c[9] = s9;
        c[10] = s10;
        c[11] = s11;
    }

    /** {@code c[j] += a · b[j]}. */
    public static void add1x1(float[] c, float a, float[] b, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Fma.add(a, b[j], c[j]);
        }
    }

    /** {@code c = max(c, x)} of the first {@code n} values. */
    public static void max(float[] c, float[] x, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.max(c[j], x[j]);
        }
    }

    public static void relu(float[] c, int from, int n) {
        for (int j = from; j < from + n; j++) {
            c[j] = Math.max(c[j], 0f);
        }
    }
}
