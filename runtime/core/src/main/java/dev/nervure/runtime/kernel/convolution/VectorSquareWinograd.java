package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of 3 × 3 by Winograd's F(2 × 2, 3 × 3): of each square of 2 × 2 results, sixteen products instead of 36. The
 * input's squares of 4 × 4 are combined with a vector of channels in the lanes, {@code Bᵀ d B}, the kernels are, {@code G g Gᵀ},
 * sixteen products of matrices have squares as rows and outputs as columns, and {@code Aᵀ m A} are the results:
 *
 * <pre>{@code
 *      1  0 −1  0          1   0   0
 * Bᵀ = 0  1  1  0    G =   ½   ½   ½    Aᵀ = 1  1  1  0
 *      0 −1  1  0          ½  −½   ½         0  1 −1 −1
 *      0  1  0 −1          0   0   1
 * }</pre>
 *
 * (Lavin, Gray: Fast algorithms for convolutional neural networks, 2015.) Samples come and go with channels first.
 */
final class VectorSquareWinograd extends Correlation {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;
    /** Elements of a square of the input. */
    private static final int POINTS = 16;
    /** With fewer channels or outputs, products are too small for what is combined. */
    private static final int LEAST = 32;
    /** Floats of combined squares, or of their products, that stay in the second-level cache. */
    private static final int BAND = 32 * 1024;
    /** Of the places of whole squares, how many more than results are computed: at most one of so many. */
    private static final int MOST_SPARE = 3;

    /** The columns of A. */
    private static final float[] LEFT = {1, 1, 1, 0};

    private static final float[] RIGHT = {0, 1, -1, -1};

    private final Taps taps;
    private final int channels;
    private final int sourceHeight;
    private final int sourceWidth;
    private final int top;
    private final int left;
    private final int squaresDown;
    private final int squaresAcross;
    private final int bandRows;
    private final PanelLayout layout;
    private final int columns;
    private final int paddedRow;

    VectorSquareWinograd(Taps taps, int outputs) {
        super(outputs, taps.height, taps.width);
        this.taps = taps;
        this.channels = taps.channels;
        this.sourceHeight = taps.sourceHeight();
        this.sourceWidth = taps.sourceWidth();
        this.top = taps.top();
        this.left = taps.left();
        this.squaresDown = (height + 1) / 2;
        this.squaresAcross = (width + 1) / 2;
        this.layout = new PanelLayout(outputs);
        int last = layout.count() - 1;
        this.columns = layout.column(last) + layout.width(last);
        int row = squaresAcross * POINTS * Math.max(channels, columns);
        this.bandRows = Math.max(1, Math.min(squaresDown, BAND / row));
        this.paddedRow = (2 * squaresAcross + 2) * channels;
    }

    static boolean suits(Taps taps, int outputs, int groups) {
        int squares = ((taps.height + 1) / 2) * ((taps.width + 1) / 2);
        int spare = 4 * squares - taps.height * taps.width;
        return taps.threeByThree()
                && groups == 1
                && Math.min(taps.channels, outputs) >= LEAST
                && squares >= VectorProducts.ROWS
                && MOST_SPARE * spare <= taps.height * taps.width
                && taps.top() >= 0
                && taps.left() >= 0;
    }

    /** {@code G g Gᵀ} as panels: {@code [points, panels, channels, width]}. */
    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        float[] byTerm = scratch.weights(9 * channels * outputs);
        taps.byTerm(scratch.rowMajor(weights), byTerm);
        float[] prepared = own.prepared(POINTS * channels * columns);
        float[] g = new float[9];
        float[] half = new float[12];
        for (int c = 0; c < channels; c++) {
            for (int j = 0; j < outputs; j++) {
                for (int t = 0; t < 9; t++) {
                    g[t] = byTerm[(9 * c + t) * outputs + j];
                }
                for (int t = 0; t < 3; t++) {
                    combine(g[t], g[3 + t], g[6 + t], half, t, 3);
                }
                int panel = layout.panelOf(j);
                int at = channels * layout.column(panel) + c * layout.width(panel) + j - layout.column(panel);
                for (int i = 0; i < 4; i++) {
                    int to = at + 4 * i * channels * columns;
                    combine(half[3 * i], half[3 * i + 1], half[3 * i + 2], prepared, to, channels * columns);
                }
            }
        }
    }

    private static void combine(float g0, float g1, float g2, float[] to, int at, int step) {
        float sum = (g0 + g2) * 0.5f;
        to[at] = g0;
        to[at + step] = sum + g1 * 0.5f;
        to[at + 2 * step] = sum - g1 * 0.5f;
        to[at + 3 * step] = g2;
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
        float[] planes = own.planes((2 * squaresDown + 2) * paddedRow);
        fill(x, x0, planes, scratch);
        float[] prepared = own.prepared();
        float[] start = scratch.starts(2 * columns);
        Arrays.fill(start, 0, columns, 0f);
        if (bias == null) {
            Arrays.fill(start, columns, columns + outputs, 0f);
        } else {
            System.arraycopy(bias, 0, start, columns, outputs);
        }
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        int most = bandRows * squaresAcross;
        float[] squares = scratch.other(POINTS * part(most * channels));
        float[] products = scratch.sums(POINTS * part(most * columns));
        // A last odd row or column of squares reaches beyond the grid; what it writes to the next row is written again.
        float[] rows = scratch.rows((2 * squaresDown * width + width + 2) * columns);
        for (int r = 0; r < squaresDown; r += bandRows) {
            int count = Math.min(bandRows, squaresDown - r);
            int n = count * squaresAcross;
            int squaresPart = part(n * channels);
            int productsPart = part(n * columns);
            for (int k = 0; k < n; k++) {
                int from = 2 * (r + k / squaresAcross) * paddedRow + 2 * (k % squaresAcross) * channels;
                for (int v = 0; v < channels; v += N) {
                    int c = Math.min(v, channels - N);
                    combine(planes, from + c, paddedRow, channels, squares, k * channels + c, squaresPart);
                }
            }
            for (int p = 0; p < POINTS; p++) {
                for (int i = 0; i < layout.count(); i++) {
                    int j = layout.column(i);
                    int panelWidth = layout.width(i);
                    VectorProducts.panel(
                            panelWidth,
                            squares,
                            p * squaresPart,
                            channels,
                            1,
                            n,
                            prepared,
                            p * channels * columns + channels * j,
                            channels,
                            start,
                            0,
                            0,
                            products,
                            p * productsPart + j,
                            columns);
                }
            }
            for (int q = 0; q < count; q++) {
                for (int k = squaresAcross - 1; k >= 0; k--) {
                    int from = (q * squaresAcross + k) * columns;
                    int to = (2 * (r + q) * width + 2 * k) * columns;
                    for (int j = 0; j < columns; j += N) {
                        results(
                                products,
                                from + j,
                                productsPart,
                                start,
                                columns + j,
                                least,
                                rows,
                                to + j,
                                columns,
                                width * columns);
                    }
                }
            }
        }
        ChannelTurn.turn(rows, 0, size(), columns, outputs, y, y0);
    }

    /** From one point to the next: no power of two, which would bring all sixteen to one set of the cache. */
    private static int part(int size) {
        return size + 2 * N;
    }

    /** A sample in planes of channels last, with zeros around it. */
    private void fill(float[] x, int x0, float[] planes, ConvolutionScratch scratch) {
        int size = sourceHeight * sourceWidth;
        float[] last = scratch.lastInput(size * channels);
        ChannelTurn.turn(x, x0, channels, size, size, last, 0);
        int readable = Math.min(sourceWidth, 2 * squaresAcross + 2 - left);
        int rows = Math.min(sourceHeight, 2 * squaresDown + 2 - top);
        for (int h = 0; h < rows; h++) {
            int to = (top + h) * paddedRow + left * channels;
            System.arraycopy(last, h * sourceWidth * channels, planes, to, readable * channels);
        }
    }

    /** {@code Bᵀ d B} of a vector of channels. */
    private static void combine(float[] planes, int from, int row, int step, float[] squares, int to, int part) {
        for (int j = 0; j < 4; j++) {
            int at = from + j * step;
            FloatVector d0 = FloatVector.fromArray(S, planes, at);
            FloatVector d1 = FloatVector.fromArray(S, planes, at + row);
            FloatVector d2 = FloatVector.fromArray(S, planes, at + 2 * row);
            FloatVector d3 = FloatVector.fromArray(S, planes, at + 3 * row);
            d0.sub(d2).intoArray(squares, to + j * part);
            d1.add(d2).intoArray(squares, to + (4 + j) * part);
            d2.sub(d1).intoArray(squares, to + (8 + j) * part);
            d1.sub(d3).intoArray(squares, to + (12 + j) * part);
        }
        for (int i = 0; i < 4; i++) {
            int at = to + 4 * i * part;
            FloatVector d0 = FloatVector.fromArray(S, squares, at);
            FloatVector d1 = FloatVector.fromArray(S, squares, at + part);
            FloatVector d2 = FloatVector.fromArray(S, squares, at + 2 * part);
            FloatVector d3 = FloatVector.fromArray(S, squares, at + 3 * part);
            d0.sub(d2).intoArray(squares, at);
            d1.add(d2).intoArray(squares, at + part);
            d2.sub(d1).intoArray(squares, at + 2 * part);
            d1.sub(d3).intoArray(squares, at + 3 * part);
        }
    }

    /** {@code Aᵀ m A} of a vector of outputs, two rows of two results. */
    private static void results(
            float[] products,
            int from,
            int part,
            float[] bias,
            int bias0,
            float least,
            float[] rows,
            int to,
            int step,
            int row) {
        FloatVector above0 = FloatVector.fromArray(S, bias, bias0);
        FloatVector above1 = above0;
        FloatVector below0 = above0;
        FloatVector below1 = above0;
        for (int j = 0; j < 4; j++) {
            int at = from + j * part;
            FloatVector m0 = FloatVector.fromArray(S, products, at);
            FloatVector m1 = FloatVector.fromArray(S, products, at + 4 * part);
            FloatVector m2 = FloatVector.fromArray(S, products, at + 8 * part);
            FloatVector m3 = FloatVector.fromArray(S, products, at + 12 * part);
            FloatVector above = m0.add(m1).add(m2);
            FloatVector below = m1.sub(m2).sub(m3);
            float left = LEFT[j];
            float right = RIGHT[j];
            above0 = above.fma(FloatVector.broadcast(S, left), above0);
            below0 = below.fma(FloatVector.broadcast(S, left), below0);
            above1 = above.fma(FloatVector.broadcast(S, right), above1);
            below1 = below.fma(FloatVector.broadcast(S, right), below1);
        }
        above0.blend(least, above0.compare(VectorOperators.LT, least)).intoArray(rows, to);
        above1.blend(least, above1.compare(VectorOperators.LT, least)).intoArray(rows, to + step);
        below0.blend(least, below0.compare(VectorOperators.LT, least)).intoArray(rows, to + row);
        below1.blend(least, below1.compare(VectorOperators.LT, least)).intoArray(rows, to + row + step);
    }
}
