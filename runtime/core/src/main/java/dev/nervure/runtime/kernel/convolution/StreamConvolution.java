package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * A convolution along time that takes places as they come: of the places before, it keeps those that its kernel still
 * reaches. One object is one layer, immutable and shared by threads.
 */
public final class StreamConvolution {
    private final int inputs;
    private final int outputs;
    private final int groups;
    private final int size;
    private final int stride;
    private final int dilation;
    private final int before;
    private final int reach;
    private final int length;
    private final int outputLength;
    private final boolean vectors = Kernels.vectors();

    /**
     * @param before zeros before the first place, at most {@code dilation · (size − 1)}
     * @param length of a row of the input: the most places that are given at once
     * @param outputLength of a row of the output
     */
    public StreamConvolution(
            int inputs,
            int outputs,
            int groups,
            int size,
            int stride,
            int dilation,
            int before,
            int length,
            int outputLength) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.groups = groups;
        this.size = size;
        this.stride = stride;
        this.dilation = dilation;
        this.before = before;
        this.reach = dilation * (size - 1);
        this.length = length;
        this.outputLength = outputLength;
    }

    /**
     * Takes {@code count} places of sequence {@code s}, and returns how many results there are for them.
     *
     * @param x {@code [n, inputs, length]}
     * @param weight {@code [outputs, inputs / groups, size]}
     * @param bias {@code [outputs]}, null for zeros
     * @param position how many places the sequence has had before
     * @param last {@code [n, inputs, reach]}: the places before, which this keeps
     * @param column working memory of {@code inputs · size} floats
     * @param sums working memory of {@code outputs} floats
     * @param y {@code [n, outputs, outputLength]}
     */
    public int forward(
            float[] x,
            float[] weight,
            float @Nullable [] bias,
            int s,
            int count,
            int position,
            float[] last,
            float[] column,
            float[] sums,
            float[] y) {
        int first = s * inputs * length;
        int kept = s * inputs * reach;
        int results = 0;
        for (int t = 0; t < count; t++) {
            int start = position + t + before - reach; // of the kernel
            if (start >= 0 && start % stride == 0) {
                for (int c = 0; c < inputs; c++) {
                    for (int j = 0; j < size; j++) {
                        int at = t - reach + j * dilation;
                        column[c * size + j] =
                                at < 0 ? last[kept + c * reach + reach + at] : x[first + c * length + at];
                    }
                }
                products(weight, column, sums);
                int to = s * outputs * outputLength + results++;
                for (int o = 0; o < outputs; o++) {
                    y[to + o * outputLength] = bias == null ? sums[o] : sums[o] + bias[o];
                }
            }
        }
        LastPlaces.keep(x, s * inputs, inputs, length, count, last, reach);
        return results;
    }

    private void products(float[] weight, float[] column, float[] sums) {
        int terms = inputs / groups * size;
        int each = outputs / groups;
        for (int g = 0; g < groups; g++) {
            if (vectors) {
                VectorRows.dots(weight, g * each * terms, column, g * terms, terms, sums, g * each, each);
            } else {
                dots(weight, g * each * terms, column, g * terms, terms, sums, g * each, each);
            }
        }
    }

    /** {@code sums[o] = Σₖ weight[o, k] x[k]}. */
    private static void dots(
            float[] weight, int first, float[] x, int from, int terms, float[] sums, int to, int rows) {
        int o = 0;
        for (; o + 4 <= rows; o += 4) {
            int w0 = first + o * terms;
            int w1 = w0 + terms;
            int w2 = w1 + terms;
            int w3 = w2 + terms;
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int k = 0; k < terms; k++) {
                float value = x[from + k];
                s0 += weight[w0 + k] * value;
                s1 += weight[w1 + k] * value;
                s2 += weight[w2 + k] * value;
                s3 += weight[w3 + k] * value;
            }
            sums[to + o] = s0;
            sums[to + o + 1] = s1;
            sums[to + o + 2] = s2;
            sums[to + o + 3] = s3;
        }
        for (; o < rows; o++) {
            float sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += weight[first + o * terms + k] * x[from + k];
            }
            sums[to + o] = sum;
        }
    }
}
