package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.SquareTransposition;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of a convolution's weights in vectors. With many terms it is a product of the taps of the input with the
 * gradient of the output, which is turned to lie place by place. With few terms, and in groups, one sum over the places for
 * each weight is faster: nothing is turned, but the taps are copied without the gaps between their rows.
 */
final class VectorWeightGradient {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    /** Taps of a block. */
    private static final int TAPS = 6;
    /** Most places of a product: terms of its blocks. */
    private static final int PRODUCT_PLACES = VectorProducts.TERMS;
    /** Most places of the sums over places. */
    private static final int DOT_PLACES = 4096;
    /** With more terms, turning costs little beside the product. */
    private static final int MOST_TERMS = 4 * N;
    /** Values that are turned in the time in which a vector's lanes are added up. */
    private static final int TURNED_IN_TIME = 10;

    private final ConvolutionShape shape;
    private final Taps input;
    private final PanelLayout layout;
    private final boolean dots;
    /** Rows and columns of the grid whose part of the gradient is added up at a time; all columns, or one row. */
    private final int rows;

    private final int columns;

    VectorWeightGradient(ConvolutionShape shape, Taps input) {
        this.shape = shape;
        this.input = input;
        this.layout = new PanelLayout(shape.outputs());
        int terms = shape.terms();
        this.dots = shape.groups() > 1 || terms <= MOST_TERMS && TURNED_IN_TIME * terms < input.height * input.width;
        int places = dots ? DOT_PLACES : PRODUCT_PLACES;
        this.columns = Math.min(input.width, places);
        this.rows = Math.min(input.height, Math.max(1, places / input.rowSize));
    }

    /** One sample, from its planes. */
    void add(Matrix matrix, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        for (int h = 0; h < input.height; h += rows) {
            for (int w = 0; w < input.width; w += columns) {
                int height = Math.min(rows, input.height - h);
                int width = Math.min(columns, input.width - w);
                int d0 = deltaOffset + h * input.width + w;
                int from = h * input.rowSize + w;
                if (dots) {
                    addDots(matrix, delta, d0, planes, from, height, width, scratch);
                } else {
                    addProduct(matrix, delta, d0, planes, from, height, width, scratch);
                }
            }
        }
    }

    private void addProduct(
            Matrix matrix,
            float[] delta,
            int d0,
            float[] planes,
            int from,
            int height,
            int width,
            ConvolutionScratch scratch) {
        int span = (height - 1) * input.rowSize + width;
        float[][] panels = matrix.chunks();
        // A part for pairs of vectors, one for single ones, and one for the last, which is not full: its unused lanes
        // are zero from the beginning.
        int part = ((rows - 1) * input.rowSize + columns + SquareTransposition.SIDE) * N;
        float[] turned = scratch.turned(4 * part);
        for (int p = 0; p < panels.length; p++) {
            int panelWidth = layout.width(p);
            for (int v = 0; v < panelWidth; v += 2 * N) {
                int j = layout.column(p) + v;
                int vectors = Math.min(2, (panelWidth - v) / N);
                int to = vectors == 2 ? 0 : j + N <= shape.outputs() ? 2 * part : 3 * part;
                turn(delta, d0, j, vectors, height, width, turned, to);
                for (int t = 0; t < input.offsets.length; t += TAPS) {
                    if (vectors == 2) {
                        ConvolutionBlocks.gradient6x2(
                                planes, from, input.offsets, t, turned, to, span, panels[p], v, panelWidth);
                    } else {
                        ConvolutionBlocks.gradient6x1(
                                planes, from, input.offsets, t, turned, to, span, panels[p], v, panelWidth);
                    }
                }
            }
        }
    }

    /** The gradients of the outputs from {@code j} on, place by place; where a plane has gaps there are zeros. */
    private void turn(float[] delta, int d0, int j, int vectors, int height, int width, float[] turned, int to) {
        int count = Math.min(vectors * N, shape.outputs() - j);
        int size = input.height * input.width;
        for (int h = 0; h < height; h++) {
            int source = d0 + j * size + h * input.width;
            int target = to + h * input.rowSize * vectors * N;
            int done = 0;
            if (SquareTransposition.POSSIBLE && count == vectors * N) {
                done = turnInSquares(delta, source, size, count, width, turned, target);
            }
            for (int k = 0; k < count; k++) {
                if (vectors == 2) {
                    spread2(delta, source + k * size + done, width - done, turned, target + done * 2 * N + k);
                } else {
                    spread1(delta, source + k * size + done, width - done, turned, target + done * N + k);
                }
            }
        }
    }

    /** As much of a row as does not reach beyond the end of {@code delta}; what is beyond the row is zero afterwards. */
    private static int turnInSquares(
            float[] delta, int source, int size, int count, int width, float[] turned, int target) {
        int side = SquareTransposition.SIDE;
        int w = 0;
        while (w < width && source + (count - 1) * size + w + side <= delta.length) {
            for (int k = 0; k < count; k += side) {
                SquareTransposition.square(delta, source + k * size + w, size, turned, target + w * count + k, count);
            }
            w += side;
        }
        if (w > width) {
            Arrays.fill(turned, target + width * count, target + w * count, 0f);
        }
        return Math.min(w, width);
    }

    /** To every second vector one value: the distance is a constant, so that no bound is checked in the loop. */
    private static void spread2(float[] source, int from, int count, float[] target, int to) {
        for (int k = 0; k < count; k++) {
            target[to + k * (2 * N)] = source[from + k];
        }
    }

    private static void spread1(float[] source, int from, int count, float[] target, int to) {
        for (int k = 0; k < count; k++) {
            target[to + k * N] = source[from + k];
        }
    }

    /** Rows of a plane, without the gaps between them; writes up to a vector beyond the last. */
    private void copy(float[] planes, int from, int height, int width, float[] target, int to) {
        if (width == input.rowSize) {
            System.arraycopy(planes, from, target, to, height * width);
            return;
        }
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w += N) {
                FloatVector.fromArray(S, planes, from + h * input.rowSize + w).intoArray(target, to + h * width + w);
            }
        }
    }

    private void addDots(
            Matrix matrix,
            float[] delta,
            int d0,
            float[] planes,
            int from,
            int height,
            int width,
            ConvolutionScratch scratch) {
        int each = shape.outputs() / shape.groups();
        int terms = shape.terms();
        int size = input.height * input.width;
        int places = height * width;
        int tapRow = (places + N - 1) / N * N;
        float[] taps = scratch.other(terms * tapRow + N);
        for (int g = 0; g < shape.groups(); g++) {
            for (int t = 0; t < terms; t++) {
                copy(planes, g * input.groupSize + input.offsets[t] + from, height, width, taps, t * tapRow);
                Arrays.fill(taps, t * tapRow + places, (t + 1) * tapRow, 0f);
            }
            for (int m = 0; m < each; m += VectorDots.ROWS) {
                int j = g * each + m;
                int count = Math.min(VectorDots.ROWS, each - m);
                float[] sums = scratch.sum(count * terms);
                VectorDots.set(delta, d0 + j * size, size, count, taps, tapRow, terms, places, sums, scratch);
                for (int k = 0; k < count; k++) {
                    matrix.addToRow(j + k, sums, k * terms);
                }
            }
        }
    }
}
