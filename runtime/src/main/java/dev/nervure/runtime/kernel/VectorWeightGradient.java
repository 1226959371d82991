package dev.nervure.runtime.kernel;

/** The gradient of a convolution's weights in vectors: a product of the output's gradient with the taps of the input. */
final class VectorWeightGradient {
    private static final int N = Lanes.COUNT;
    /** Places whose part of a gradient is added up at a time. */
    private static final int BLOCK = VectorBlocks.TERMS;

    private final ConvolutionShape shape;
    private final Taps input;

    VectorWeightGradient(ConvolutionShape shape, Taps input) {
        this.shape = shape;
        this.input = input;
    }

    /** One sample, from its planes; one group. */
    void add(VectorMatrix matrix, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        int last = matrix.chunks().length - 1;
        int width = matrix.column(last) + matrix.width(last);
        int span = input.span();
        float[] turned = turned(delta, deltaOffset, width, scratch);
        float[] rows = scratch.other(VectorBlocks.ROWS * BLOCK);
        for (int from = 0; from < span; from += BLOCK) {
            int places = Math.min(BLOCK, span - from);
            for (int t = 0; t < input.offsets.length; t += VectorBlocks.ROWS) {
                int count = Math.min(VectorBlocks.ROWS, input.offsets.length - t);
                for (int m = 0; m < count; m++) {
                    System.arraycopy(planes, input.offsets[t + m] + from, rows, m * BLOCK, places);
                }
                for (int p = 0; p <= last; p++) {
                    matrix.addRows(p, t, count, rows, BLOCK, turned, from * width + matrix.column(p), width, places);
                }
            }
        }
    }

    /** The gradient of the output, for each place of a plane in turn its outputs; zeros where a plane has no result. */
    private float[] turned(float[] delta, int deltaOffset, int width, ConvolutionScratch scratch) {
        float[] turned = scratch.turned(input.span() * width);
        int size = input.height * input.width;
        for (int j = 0; j < shape.outputs(); j += N) {
            int end = Math.min(shape.outputs(), j + N);
            for (int h = 0; h < input.height; h++) {
                for (int w = 0; w < input.width; w++) {
                    int source = deltaOffset + h * input.width + w;
                    int target = (h * input.rowSize + w) * width;
                    for (int k = j; k < end; k++) {
                        turned[target + k] = delta[source + k * size];
                    }
                }
            }
        }
        return turned;
    }
}
