package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Arrays;

/**
 * The gradient of a convolution's weights in loops that HotSpot vectorises. Loops over the outputs alone would be short.
 * With stride 1 a value of the input meets, for all elements of the kernel, neighbouring gradients of the output: laid out
 * place by place in planes with zeros around, and copied to one row for each place, they make loops of kernel elements
 * times outputs.
 */
final class PortableWeightGradient {
    /** Floats of such rows that stay in the first-level cache beside the sums. */
    private static final int TILE = 6 * 1024;
    /** Longer rows are not worth their copies. */
    private static final int MOST_WIDTH = 4096;
    /** Terms that {@link RowLoops} adds in a call. */
    private static final int TERMS = 12;

    private final ConvolutionShape shape;
    private final Taps input;
    /** Floats of a row for one place. */
    private final int width;

    /** The planes of the output's gradient: the kernel turned round has its first element at a place of the input. */
    private final int rowSize;

    private final int top;
    private final int left;

    PortableWeightGradient(ConvolutionShape shape, Taps input) {
        this.shape = shape;
        this.input = input;
        int down = (shape.kernelHeight() - 1) * shape.dilationHeight();
        int across = (shape.kernelWidth() - 1) * shape.dilationWidth();
        this.width = shape.kernelHeight() * shape.kernelWidth() * shape.outputs();
        this.rowSize = shape.width() + across;
        this.top = down - shape.top();
        this.left = across - shape.left();
    }

    /** One sample, {@code x} and its planes. */
    void add(
            Matrix weights,
            float[] delta,
            int deltaOffset,
            float[] x,
            int xOffset,
            float[] planes,
            ConvolutionScratch scratch) {
        if (shape.groups() > 1) {
            addGrouped(weights, delta, deltaOffset, planes, scratch);
        } else if (shape.strideHeight() == 1 && shape.strideWidth() == 1 && width <= MOST_WIDTH) {
            addByPlaces(weights.chunks(), delta, deltaOffset, x, xOffset, scratch);
        } else {
            addByOutputs(weights.chunks(), delta, deltaOffset, planes, scratch);
        }
    }

    private void addByPlaces(
            float[][] weights, float[] delta, int deltaOffset, float[] x, int xOffset, ConvolutionScratch scratch) {
        float[] turned = turned(delta, deltaOffset, scratch);
        int n = RowLoops.pad(width);
        int block = Math.max(1, TILE / n / TERMS) * TERMS;
        int channels = shape.channels();
        int places = shape.height() * shape.width();
        float[][] rows = scratch.tile(block + channels, PortableCorrelation.alike(n));
        for (int c = 0; c < channels; c++) {
            Arrays.fill(rows[block + c], 0, n, 0f);
        }
        for (int p = 0; p < places; p += block) {
            int count = Math.min(block, places - p);
            for (int k = 0; k < count; k++) {
                copy(turned, p + k, rows[k]);
            }
            int from = xOffset + p;
            int c = 0;
            for (; c + 2 <= channels; c += 2) {
                int x0 = from + c * places;
                RowLoops.addTwo(rows[block + c], rows[block + c + 1], x, x0, x, x0 + places, 1, rows, 0, count, n);
            }
            if (c < channels) {
                RowLoops.addOne(rows[block + c], x, from + c * places, 1, rows, 0, count, n);
            }
        }
        int points = shape.kernelHeight() * shape.kernelWidth();
        for (int c = 0; c < channels; c++) {
            float[] sum = rows[block + c];
            for (int k = 0; k < points; k++) {
                float[] row = weights[c * points + points - 1 - k];
                for (int j = 0; j < shape.outputs(); j++) {
                    row[j] += sum[k * shape.outputs() + j];
                }
            }
        }
    }

    /** The gradient of the output in its planes, place by place. */
    private float[] turned(float[] delta, int deltaOffset, ConvolutionScratch scratch) {
        int outputs = shape.outputs();
        int height = shape.height() + (shape.kernelHeight() - 1) * shape.dilationHeight();
        float[] turned = scratch.turned(height * rowSize * outputs);
        int first = Math.max(0, -left);
        int end = Math.min(input.width, rowSize - left);
        for (int h = Math.max(0, -top); h < Math.min(input.height, height - top); h++) {
            int target = ((h + top) * rowSize + left) * outputs;
            for (int j = 0; j < outputs; j++) {
                int source = deltaOffset + (j * input.height + h) * input.width;
                for (int w = first; w < end; w++) {
                    turned[target + w * outputs + j] = delta[source + w];
                }
            }
        }
        return turned;
    }

    /** The gradients that place {@code p} of the input meets, for all elements of the kernel. */
    private void copy(float[] turned, int p, float[] row) {
        int outputs = shape.outputs();
        int place = p / shape.width() * rowSize + p % shape.width();
        // Without dilation the elements of a row of the kernel are neighbours.
        int together = shape.dilationWidth() == 1 ? shape.kernelWidth() : 1;
        int to = 0;
        for (int i = 0; i < shape.kernelHeight(); i++) {
            for (int j = 0; j < shape.kernelWidth(); j += together) {
                int from = place + i * shape.dilationHeight() * rowSize + j * shape.dilationWidth();
                System.arraycopy(turned, from * outputs, row, to, together * outputs);
                to += together * outputs;
            }
        }
    }

    /** One row of outputs for each place of the grid. */
    private void addByOutputs(
            float[][] rows, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        int width = RowLoops.pad(shape.outputs());
        int span = input.span();
        float[][] turned = scratch.turned(span, width);
        int size = input.height * input.width;
        for (int h = 0; h < input.height; h++) {
            for (int w = 0; w < input.width; w++) {
                float[] row = turned[h * input.rowSize + w];
                int source = deltaOffset + h * input.width + w;
                for (int j = 0; j < shape.outputs(); j++) {
                    row[j] = delta[source + j * size];
                }
            }
        }
        int t = 0;
        for (; t + 2 <= rows.length; t += 2) {
            RowLoops.addTwo(
                    rows[t],
                    rows[t + 1],
                    planes,
                    input.offsets[t],
                    planes,
                    input.offsets[t + 1],
                    1,
                    turned,
                    0,
                    span,
                    width);
        }
        if (t < rows.length) {
            RowLoops.addOne(rows[t], planes, input.offsets[t], 1, turned, 0, span, width);
        }
    }

    /** Output by output, each term one dot product over a plane; the outputs of a group are too few for more. */
    private void addGrouped(
            Matrix weights, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        int each = shape.outputs() / shape.groups();
        float[] plane = scratch.turned(input.span());
        float[] row = scratch.other(shape.terms());
        for (int j = 0; j < shape.outputs(); j++) {
            for (int h = 0; h < input.height; h++) {
                int from = deltaOffset + (j * input.height + h) * input.width;
                System.arraycopy(delta, from, plane, h * input.rowSize, input.width);
            }
            int base = j / each * input.groupSize;
            for (int t = 0; t < input.offsets.length; t++) {
                row[t] = dot(plane, 0, planes, base + input.offsets[t], input.span());
            }
            weights.addToRow(j, row, 0);
        }
    }

    private static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int k = 0;
        for (; k + 4 <= n; k += 4) {
            s0 = Fma.add(a[aOffset + k], b[bOffset + k], s0);
            s1 = Fma.add(a[aOffset + k + 1], b[bOffset + k + 1], s1);
            s2 = Fma.add(a[aOffset + k + 2], b[bOffset + k + 2], s2);
            s3 = Fma.add(a[aOffset + k + 3], b[bOffset + k + 3], s3);
        }
        for (; k < n; k++) {
            s0 = Fma.add(a[aOffset + k], b[bOffset + k], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
