package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise convolution of small planes, in loops that HotSpot vectorises. A loop over one plane would be too short, so the
 * planes of all channels, as {@link KernelColumns} lays them out, are one row, and each weight is repeated for all places of
 * its plane: a loop adds three elements of the kernel for a thousand values of whatever channels.
 */
final class PortableDepthwise extends Correlation {
    /** Values of a loop. */
    private static final int BLOCK = 1024;
    /** Planes of more places are long enough for loops of their own. */
    private static final int MOST_PLACES = 128;
    /** The repeated weights of larger kernels would not stay in the second-level cache. */
    private static final int MOST_ELEMENTS = 9;
    /** Elements of the kernel that a loop adds. */
    private static final int TERMS = 3;

    private final KernelColumns columns;
    private final int kernelWidth;
    private final boolean turned;
    /** Floats of a channel's plane. */
    private final int planeSize;
    /** Floats of the planes of all channels for a column of the kernel. */
    private final int rowSize;
    /** Where each element of the kernel is found, from here to the first place. */
    private final int[] taps;

    private final int blocks;
    /** Elements of the kernel, and nothing to make them a multiple of what a loop adds. */
    private final int terms;

    private PortableDepthwise(KernelColumns columns, int channels, boolean turned) {
        super(channels, columns.height, columns.width);
        this.columns = columns;
        this.kernelWidth = columns.kernelWidth;
        this.turned = turned;
        this.planeSize = columns.rows() * columns.width;
        this.blocks = (channels * planeSize + BLOCK - 1) / BLOCK;
        this.rowSize = blocks * BLOCK;
        this.taps = new int[columns.taps.length];
        for (int t = 0; t < taps.length; t++) {
            int column = t % kernelWidth;
            taps[t] = column * rowSize + columns.taps[t] - columns.plane(column);
        }
        this.terms = (taps.length + TERMS - 1) / TERMS * TERMS;
    }

    static PortableDepthwise ofInput(ConvolutionShape s) {
        return new PortableDepthwise(KernelColumns.ofInput(s), s.channels(), false);
    }

    /** Of a convolution without a stride. */
    static PortableDepthwise ofGradient(ConvolutionShape s) {
        Taps.Residue row = Taps.rowsOfGradient(s).get(0);
        Taps.Residue column = Taps.columnsOfGradient(s).get(0);
        return new PortableDepthwise(KernelColumns.ofGradient(s, row, column), s.channels(), true);
    }

    static boolean suits(ConvolutionShape s) {
        return s.groups() > 1
                && s.groups() == s.channels()
                && s.outputs() == s.channels()
                && s.kernelHeight() > 1
                && s.terms() <= MOST_ELEMENTS
                && Math.max(s.outputHeight() * s.outputWidth(), s.height() * s.width()) <= MOST_PLACES;
    }

    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        float[] rowMajor = scratch.rowMajor(weights);
        float[][] rows = own.rows(blocks * terms, BLOCK);
        for (int c = 0; c < outputs; c++) {
            for (int t = 0; t < taps.length; t++) {
                float w = rowMajor[c * taps.length + (turned ? taps.length - 1 - t : t)];
                for (int p = c * planeSize; p < (c + 1) * planeSize; p++) {
                    rows[p / BLOCK * terms + t][p % BLOCK] = w;
                }
            }
        }
    }

    @Override
    void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        float[] planes = own.planes(kernelWidth * rowSize + columns.rows() * columns.width);
        fill(x, x0, planes);
        float[][] weights = own.rows(blocks * terms, BLOCK);
        float[][] rows = scratch.tile(TERMS + 1, BLOCK);
        float[] sum = rows[TERMS];
        int total = outputs * planeSize;
        for (int b = 0; b < blocks; b++) {
            int first = b * BLOCK;
            int n = RowLoops.pad(Math.min(BLOCK, total - first));
            int end = Math.min(first + BLOCK, total);
            for (int c = first / planeSize; c * planeSize < end; c++) {
                int from = Math.max(c * planeSize, first) - first;
                int to = Math.min((c + 1) * planeSize, end) - first;
                Arrays.fill(sum, from, to, bias == null ? 0f : bias[c]);
            }
            for (int t = 0; t < terms; t += TERMS) {
                for (int k = 0; k < TERMS; k++) {
                    if (t + k < taps.length) {
                        System.arraycopy(planes, taps[t + k] + first, rows[k], 0, n);
                    } else {
                        Arrays.fill(rows[k], 0, n, 0f);
                    }
                }
                int w = b * terms + t;
                add(sum, weights[w], weights[w + 1], weights[w + 2], rows[0], rows[1], rows[2], n);
            }
            if (relu) {
                RowLoops.relu(sum, 0, n);
            }
            for (int c = first / planeSize; c * planeSize < end; c++) {
                int from = Math.max(c * planeSize, first);
                int to = Math.min(c * planeSize + size(), end);
                if (from < to) {
                    System.arraycopy(sum, from - first, y, y0 + c * size() + from - c * planeSize, to - from);
                }
            }
        }
    }

    private static void add(
            float[] sum, float[] w0, float[] w1, float[] w2, float[] x0, float[] x1, float[] x2, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = Fma.add(w2[j], x2[j], Fma.add(w1[j], x1[j], Fma.add(w0[j], x0[j], sum[j])));
        }
    }

    private void fill(float[] x, int x0, float[] planes) {
        int sourceSize = columns.sourceHeight * columns.sourceWidth;
        for (int j = 0; j < kernelWidth; j++) {
            int count = columns.count(j);
            for (int c = 0; c < outputs && count > 0; c++) {
                int from = x0 + c * sourceSize;
                int to = j * rowSize + c * planeSize;
                if (columns.shiftsOnly()) {
                    shift(x, from, planes, to, columns.shift(j));
                } else {
                    for (int h = 0; h < columns.sourceHeight; h++) {
                        int row = columns.rowOf(h);
                        if (row >= 0) {
                            int source = from + h * columns.sourceWidth + columns.sourceColumn(j);
                            int target = to + row * columns.width + columns.first(j);
                            copy(x, source, columns.strideWidth, planes, target, count);
                        }
                    }
                }
            }
        }
    }

    private static void copy(float[] source, int from, int step, float[] target, int to, int count) {
        for (int k = 0; k < count; k++) {
            target[to + k] = source[from + k * step];
        }
    }

    /** A channel as a whole; then what has come to another row becomes zero. */
    private void shift(float[] x, int from, float[] planes, int to, int shift) {
        int w = columns.width;
        int top = columns.rowOf(0);
        int firstRow = 0;
        while (top < 0) {
            top = columns.rowOf(++firstRow);
        }
        int rows = Math.min(columns.sourceHeight - firstRow, columns.rows() - top);
        int skipped = Math.max(shift, 0);
        int begin = to + top * w;
        int source = from + firstRow * w;
        System.arraycopy(x, source + skipped, planes, begin + skipped - shift, rows * w - Math.abs(shift));
        for (int r = 0; r < rows; r++) {
            int zeros = begin + r * w + (shift > 0 ? w - shift : 0);
            for (int k = 0; k < Math.abs(shift); k++) {
                planes[zeros + k] = 0f;
            }
        }
    }
}
