package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;

/**
 * A convolution of one group with the outputs in the lanes: each place is a row of the product of its taps with the weights,
 * which are read as the matrix keeps them. Taps are read where they lie, so the order of the input's axes does not matter.
 */
final class VectorLastProduct extends ChannelsLast {
    private static final int N = Lanes.COUNT;
    private static final int TERMS = VectorProducts.TERMS;
    /** So many outputs fill blocks of four vectors of 512 bits. */
    private static final int BLOCKS = 64;

    private static final int WIDE_ROWS = 4;
    /** Rows of the block of one vector. */
    private static final int NARROW_ROWS = 12;

    private final PanelLayout layout;
    private final int columns;
    private final boolean onePoint;
    private final boolean startsWithBias;
    private final VectorPlanes planes;
    private final Taps input;
    /** Where the taps lie, and where the first of each place does; channels first, then last. */
    private final int[][] taps = new int[2][];

    private final int[][] firsts = new int[2][];

    VectorLastProduct(ConvolutionShape s, Taps input) {
        super(s);
        this.layout = new PanelLayout(s.outputs());
        int last = layout.count() - 1;
        this.columns = layout.column(last) + layout.width(last);
        this.onePoint = s.terms() == s.channels() && s.top() + s.left() + s.bottom() + s.right() == 0;
        this.startsWithBias = VectorPointwise.suits(s);
        this.input = input;
        this.planes = new VectorPlanes(input);
        if (onePoint) {
            lay(0, s.height() * s.width(), s.width(), 1, s);
        } else {
            taps[0] = input.offsets;
            firsts[0] = new int[places];
            for (int p = 0; p < places; p++) {
                firsts[0][p] = p / s.outputWidth() * input.rowSize + p % s.outputWidth();
            }
        }
        lay(1, 1, (s.left() + s.width() + s.right()) * s.channels(), s.channels(), s);
    }

    private void lay(int order, int channel, int row, int column, ConvolutionShape s) {
        int[] tap = new int[s.terms()];
        int kernel = s.kernelHeight() * s.kernelWidth();
        for (int t = 0; t < tap.length; t++) {
            int down = t % kernel / s.kernelWidth() * s.dilationHeight();
            int across = t % s.kernelWidth() * s.dilationWidth();
            tap[t] = t / kernel * channel + down * row + across * column;
        }
        int[] first = new int[places];
        for (int p = 0; p < places; p++) {
            int down = p / s.outputWidth() * s.strideHeight();
            int across = p % s.outputWidth() * s.strideWidth();
            first[p] = down * row + across * column;
        }
        taps[order] = tap;
        firsts[order] = first;
    }

    /** Fewer outputs than lanes would leave lanes empty. */
    static boolean suits(ConvolutionShape s) {
        return s.groups() == 1 && s.outputs() >= N;
    }

    /** Full blocks of outputs read a tap once for four vectors, however far apart or few the places are. */
    @Override
    boolean suitsPlanes() {
        return !onePoint && shape.outputs() >= BLOCKS;
    }

    /** Nothing: the matrix itself is read. */
    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {}

    @Override
    int columns() {
        return columns;
    }

    @Override
    boolean startsWithBias() {
        return startsWithBias;
    }

    @Override
    void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            boolean last,
            float[] start,
            RowEnding ending,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        float[] from = x;
        int from0 = x0;
        if (!onePoint) {
            from0 = 0;
            if (last) {
                from = padded(own, x, x0);
            } else {
                from = scratch.input(input.size());
                planes.fill(x, x0, from);
            }
        }
        int order = last ? 1 : 0;
        float[][] panels = own.chunks();
        for (int i = 0; i < panels.length; i++) {
            int width = layout.width(i);
            int j = layout.column(i);
            if (layout.padded(i)) {
                float[] padded = scratch.buffer(places * N);
                panel(from, from0, order, panels[i], width, start, j, ending, padded, 0, N);
                int used = layout.used(i);
                for (int p = 0; p < places; p++) {
                    System.arraycopy(padded, p * N, y, y0 + p * shape.outputs() + j, used);
                }
            } else {
                panel(from, from0, order, panels[i], width, start, j, ending, y, y0 + j, shape.outputs());
            }
        }
    }

    /** All places by the columns of a panel from {@code j} on. */
    private void panel(
            float[] x,
            int x0,
            int order,
            float[] panel,
            int width,
            float[] start,
            int j,
            RowEnding ending,
            float[] y,
            int y0,
            int yRow) {
        int[] tap = taps[order];
        for (int k = 0; k < tap.length; k += TERMS) {
            int count = Math.min(TERMS, tap.length - k);
            boolean ends = k + count == tap.length;
            float[] e = ends ? ending.values() : ending.none();
            float least = ends ? ending.least() : Float.NEGATIVE_INFINITY;
            int step = ending.step();
            float[] s = k == 0 ? start : y;
            int sRow = k == 0 ? 0 : yRow;
            int rows;
            for (int p = 0; p < places; p += rows) {
                rows = Math.min(rows(width), places - p);
                int to = y0 + p * yRow;
                int s0 = k == 0 ? j : to;
                if (onePoint) {
                    int at = x0 + k * tap[Math.min(1, tap.length - 1)];
                    point(
                            x, at, order, p, rows, count, panel, k * width, width, s, s0, sRow, e, j, step, least, y,
                            to, yRow);
                } else {
                    taps(
                            x, x0, order, p, rows, k, count, panel, k * width, width, s, s0, sRow, e, j, step, least, y,
                            to, yRow);
                }
            }
        }
    }

    /** How many places a block of a panel takes. */
    private static int rows(int width) {
        return width == N ? NARROW_ROWS : width == 2 * N || N == 8 ? VectorProducts.ROWS : WIDE_ROWS;
    }

    private void point(
            float[] x,
            int x0,
            int order,
            int p,
            int rows,
            int count,
            float[] b,
            int b0,
            int width,
            float[] s,
            int s0,
            int sRow,
            float[] e,
            int j,
            int step,
            float least,
            float[] y,
            int to,
            int yRow) {
        int[] first = firsts[order];
        int term = taps[order][Math.min(1, taps[order].length - 1)];
        if (width == N) {
            ConvolutionBlocks.point12x1(
                    x, x0, first, p, rows, term, count, b, b0, N, s, s0, sRow, e, j, step, least, y, to, yRow);
        } else if (width == 2 * N || N == 8) {
            for (int v = 0; v < width; v += 2 * N) {
                ConvolutionBlocks.point6x2(
                        x, x0, first, p, rows, term, count, b, b0 + v, width, s, s0 + v, sRow, e, j + v, step, least, y,
                        to + v, yRow);
            }
        } else {
            ConvolutionBlocks.point4x4(
                    x, x0, first, p, rows, term, count, b, b0, s, s0, sRow, e, j, step, least, y, to, yRow);
        }
    }

    private void taps(
            float[] x,
            int x0,
            int order,
            int p,
            int rows,
            int k,
            int count,
            float[] b,
            int b0,
            int width,
            float[] s,
            int s0,
            int sRow,
            float[] e,
            int j,
            int step,
            float least,
            float[] y,
            int to,
            int yRow) {
        int[] first = firsts[order];
        int[] tap = taps[order];
        if (width == N) {
            ConvolutionBlocks.lanes12x1(
                    x, x0, first, p, rows, tap, k, count, b, b0, N, s, s0, sRow, e, j, step, least, y, to, yRow);
        } else if (width == 2 * N || N == 8) {
            for (int v = 0; v < width; v += 2 * N) {
                ConvolutionBlocks.lanes6x2(
                        x, x0, first, p, rows, tap, k, count, b, b0 + v, width, s, s0 + v, sRow, e, j + v, step, least,
                        y, to + v, yRow);
            }
        } else {
            ConvolutionBlocks.lanes4x4(
                    x, x0, first, p, rows, tap, k, count, b, b0, s, s0, sRow, e, j, step, least, y, to, yRow);
        }
    }
}
