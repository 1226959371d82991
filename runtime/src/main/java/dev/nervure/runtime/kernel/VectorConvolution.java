package dev.nervure.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Convolutions in vectors: four outputs by three vectors of places at a time, read straight from the planes. A row of the
 * grid whose width is no multiple of a vector ends in one that overlaps its neighbour; a row shorter than a vector is
 * written with what follows it, and the next row then writes over that; the last of those pass through a buffer.
 */
final class VectorConvolution extends Convolution {
    private static final int N = Lanes.COUNT;

    private static final float[] ZEROS = new float[VectorTaps.ROWS];

    private final Segments outputs;
    private final Segments inputs;
    private final VectorWeightGradient weightGradient;

    VectorConvolution(ConvolutionShape shape) {
        super(shape);
        this.outputs = new Segments(input);
        this.inputs = new Segments(gradient);
        this.weightGradient = new VectorWeightGradient(shape, input);
    }

    @Override
    Matrix weights() {
        return new VectorMatrix(shape.outputs(), shape.terms());
    }

    /** Where each vector of results begins: in a plane and in the grid; the last ones reach beyond the grid's end. */
    private static final class Segments {
        final int[] from;
        final int[] to;
        /** Vectors that end within the grid. */
        final int inside;

        final int size;

        Segments(Taps taps) {
            boolean flat = taps.rowSize == taps.width;
            int rows = flat ? 1 : taps.height;
            int width = flat ? taps.height * taps.width : taps.width;
            int each = (width + N - 1) / N;
            this.size = taps.height * taps.width;
            this.from = new int[rows * each];
            this.to = new int[rows * each];
            int inside = 0;
            for (int s = 0; s < from.length; s++) {
                int column = Math.max(0, Math.min(s % each * N, width - N));
                from[s] = s / each * taps.rowSize + column;
                to[s] = s / each * width + column;
                inside += to[s] + N <= size ? 1 : 0;
            }
            this.inside = inside;
        }
    }

    @Override
    void forward(
            Matrix weights,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int yOffset,
            ConvolutionScratch scratch) {
        VectorMatrix matrix = (VectorMatrix) weights;
        int each = shape.outputs() / shape.groups();
        int rows;
        for (int j = 0; j < shape.outputs(); j += rows) {
            int p = matrix.panelOf(j);
            int left = Math.min(each - j % each, matrix.column(p) + matrix.width(p) - j);
            rows = Math.min(VectorTaps.ROWS, left);
            correlate(
                    matrix.chunks()[p],
                    j - matrix.column(p),
                    matrix.width(p),
                    rows,
                    planes,
                    j / each * input.groupSize,
                    input.offsets,
                    outputs,
                    bias == null ? ZEROS : bias,
                    bias == null ? 0 : j,
                    y,
                    yOffset + j * outputs.size,
                    relu,
                    scratch);
        }
    }

    @Override
    void inputGradient(float[] transposed, float[] planes, float[] dx, int dxOffset, ConvolutionScratch scratch) {
        int each = shape.channels() / shape.groups();
        for (int g = 0; g < shape.groups(); g++) {
            for (int c = 0; c < each; c += VectorTaps.ROWS) {
                correlate(
                        transposed,
                        g * gradient.offsets.length * each + c,
                        each,
                        Math.min(VectorTaps.ROWS, each - c),
                        planes,
                        g * gradient.groupSize,
                        gradient.offsets,
                        inputs,
                        ZEROS,
                        0,
                        dx,
                        dxOffset + (g * each + c) * inputs.size,
                        false,
                        scratch);
            }
        }
    }

    private static void correlate(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] planes,
            int base,
            int[] taps,
            Segments segments,
            float[] start,
            int s0,
            float[] c,
            int c0,
            boolean relu,
            ConvolutionScratch scratch) {
        int[] from = segments.from;
        int[] to = segments.to;
        for (int s = 0; s < segments.inside; s += VectorTaps.VECTORS) {
            int s1 = Math.min(s + 1, segments.inside - 1);
            int s2 = Math.min(s + 2, segments.inside - 1);
            block(
                    a,
                    a0,
                    aTerm,
                    rows,
                    planes,
                    base + from[s],
                    base + from[s1],
                    base + from[s2],
                    taps,
                    start,
                    s0,
                    c,
                    c0 + to[s],
                    c0 + to[s1],
                    c0 + to[s2],
                    segments.size,
                    relu);
        }
        float[] buffer = scratch.buffer(VectorTaps.ROWS * N);
        for (int s = segments.inside; s < from.length; s++) {
            int at = base + from[s];
            block(a, a0, aTerm, rows, planes, at, at, at, taps, start, s0, buffer, 0, 0, 0, N, relu);
            for (int m = 0; m < rows; m++) {
                int place = c0 + m * segments.size + to[s];
                System.arraycopy(buffer, m * N, c, place, Math.min(N, segments.size - to[s]));
            }
        }
    }

    private static void block(
            float[] a,
            int a0,
            int aTerm,
            int rows,
            float[] b,
            int b0,
            int b1,
            int b2,
            int[] taps,
            float[] start,
            int s0,
            float[] c,
            int c0,
            int c1,
            int c2,
            int cRow,
            boolean relu) {
        if (rows == 1) {
            VectorTaps.block1x3(a, a0, aTerm, b, b0, b1, b2, taps, start, s0, c, c0, c1, c2, relu);
        } else {
            VectorTaps.block4x3(a, a0, aTerm, rows, b, b0, b1, b2, taps, start, s0, c, c0, c1, c2, cRow, relu);
        }
    }

    @Override
    void addWeightGradient(Matrix weights, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        weightGradient.add((VectorMatrix) weights, delta, deltaOffset, planes, scratch);
    }

    @Override
    float dot(float[] a, int aOffset, float[] b, int bOffset, int n, ConvolutionScratch scratch) {
        return VectorRows.dot(a, aOffset, b, bOffset, n, scratch.buffer(VectorTaps.ROWS * N));
    }
}
