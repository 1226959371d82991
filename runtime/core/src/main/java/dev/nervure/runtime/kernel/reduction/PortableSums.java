package dev.nervure.runtime.kernel.reduction;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;
import java.util.Arrays;

/** {@link Sums} in double precision in four strands, because one would wait for each addition in turn. */
final class PortableSums {
    /** Rows that are added up at a time. */
    private static final int BLOCK = 96;

    private static final float[] ONE = {1f};

    private PortableSums() {}

    /** Each column's sum, as a product with a row of ones. */
    static void columns(float[] x, int xOffset, int rows, int width, float[] sums, boolean add) {
        Scratch scratch = Scratch.ofThread();
        int padded = RowLoops.pad(width);
        float[] sum = scratch.sums(1, padded)[0];
        if (add) {
            System.arraycopy(sums, 0, sum, 0, width);
        } else {
            Arrays.fill(sum, 0, width, 0f);
        }
        Arrays.fill(sum, width, padded, 0f);
        float[][] block = scratch.rows(Math.min(rows, BLOCK), padded);
        for (int r = 0; r < rows; r += BLOCK) {
            int count = Math.min(BLOCK, rows - r);
            for (int k = 0; k < count; k++) {
                System.arraycopy(x, xOffset + (r + k) * width, block[k], 0, width);
            }
            RowLoops.addOne(sum, ONE, 0, 0, block, 0, count, padded);
        }
        System.arraycopy(sum, 0, sums, 0, width);
    }

    static double squares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = from;
        for (; k < to - 3; k += 4) {
            a += (double) x[k] * x[k];
            b += (double) x[k + 1] * x[k + 1];
            c += (double) x[k + 2] * x[k + 2];
            d += (double) x[k + 3] * x[k + 3];
        }
        for (; k < to; k++) {
            a += (double) x[k] * x[k];
        }
        return (a + b) + (c + d);
    }

    static void addMoments(float[] x, int from, int count, double[] sums, int at, int stride) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double aa = 0;
        double bb = 0;
        double cc = 0;
        double dd = 0;
        int k = from;
        for (; k + 4 <= from + count; k += 4) {
            double x0 = x[k];
            double x1 = x[k + 1];
            double x2 = x[k + 2];
            double x3 = x[k + 3];
            a += x0;
            b += x1;
            c += x2;
            d += x3;
            aa += x0 * x0;
            bb += x1 * x1;
            cc += x2 * x2;
            dd += x3 * x3;
        }
        for (; k < from + count; k++) {
            a += x[k];
            aa += (double) x[k] * x[k];
        }
        sums[at] += (a + b) + (c + d);
        sums[at + stride] += (aa + bb) + (cc + dd);
    }

    static void addProducts(float[] dy, float[] x, int from, int count, float mean, double[] sums, int at, int stride) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double ax = 0;
        double bx = 0;
        double cx = 0;
        double dx = 0;
        int k = from;
        for (; k + 4 <= from + count; k += 4) {
            double d0 = dy[k];
            double d1 = dy[k + 1];
            double d2 = dy[k + 2];
            double d3 = dy[k + 3];
            a += d0;
            b += d1;
            c += d2;
            d += d3;
            ax += d0 * (x[k] - mean);
            bx += d1 * (x[k + 1] - mean);
            cx += d2 * (x[k + 2] - mean);
            dx += d3 * (x[k + 3] - mean);
        }
        for (; k < from + count; k++) {
            a += dy[k];
            ax += (double) dy[k] * (x[k] - mean);
        }
        sums[at] += (a + b) + (c + d);
        sums[at + stride] += (ax + bx) + (cx + dx);
    }
}
