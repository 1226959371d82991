package dev.nervure.runtime.kernel;

/** Convolutions in loops that HotSpot vectorises. */
final class PortableConvolution extends Convolution {
    PortableConvolution(ConvolutionShape shape) {
        super(shape);
    }

    @Override
    Matrix weights() {
        return new PortableMatrix(shape.outputs(), shape.terms());
    }

    @Override
    Correlation correlation(Taps taps, int outputs, int groups) {
        return new PortableCorrelation(taps, outputs, groups);
    }

    @Override
    float[] byTerm(Matrix weights, ConvolutionScratch scratch) {
        // One array, as the loops take their factors from one array.
        float[] flat = scratch.weights(shape.terms() * shape.outputs());
        float[][] rows = weights.chunks();
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, flat, t * shape.outputs(), shape.outputs());
        }
        return flat;
    }

    @Override
    void addWeightGradient(Matrix weights, float[] delta, int deltaOffset, float[] planes, ConvolutionScratch scratch) {
        if (shape.groups() > 1) {
            addGroupedWeightGradient(weights, delta, deltaOffset, planes, scratch);
            return;
        }
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
        float[][] rows = weights.chunks();
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
    private void addGroupedWeightGradient(
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
