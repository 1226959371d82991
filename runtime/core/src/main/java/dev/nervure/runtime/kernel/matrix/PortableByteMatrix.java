package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.Fma;

/** Weights of 8 bits by inputs. The scale of an output is applied to its sum, that of a group of inputs to the group's part. */
final class PortableByteMatrix extends PortableSmallMatrix {
    private final byte[][] weights;
    private final float[][] scales;

    PortableByteMatrix(int outputs, int inputs, ByteWeights held) {
        super(outputs, inputs);
        this.scales = held.scalesByGroup(outputs, outputs);
        this.weights = new byte[inputs][width];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[i][j] = held.values()[j * inputs + i];
            }
        }
    }

    @Override
    int group() {
        return inputs / scales.length;
    }

    @Override
    void toFloats(int from, int count, float[][] target) {
        for (int i = 0; i < count; i++) {
            toFloats(weights[from + i], target[i], width);
        }
    }

    private static void toFloats(byte[] row, float[] target, int n) {
        for (int j = 0; j < n; j++) {
            target[j] = row[j];
        }
    }

    @Override
    void addOne(float[] sum, float[] x, int x0, int from, int terms) {
        int k = 0;
        for (; k + 4 <= terms; k += 4) {
            addFour(sum, x, x0 + k, weights, from + k, width);
        }
        for (; k < terms; k++) {
            add(sum, x[x0 + k], weights[from + k], width);
        }
    }

    private static void addFour(float[] c, float[] a, int p, byte[][] b, int k, int n) {
        byte[] b0 = b[k];
        byte[] b1 = b[k + 1];
        byte[] b2 = b[k + 2];
        byte[] b3 = b[k + 3];
        float a0 = a[p];
        float a1 = a[p + 1];
        float a2 = a[p + 2];
        float a3 = a[p + 3];
        for (int j = 0; j < n; j++) {
            c[j] = Fma.add(a3, b3[j], Fma.add(a2, b2[j], Fma.add(a1, b1[j], Fma.add(a0, b0[j], c[j]))));
        }
    }

    private static void add(float[] c, float a, byte[] b, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Fma.add(a, b[j], c[j]);
        }
    }

    @Override
    void addScaled(int group, float[] sum, float[] y, int y0) {
        float[] s = scales[group];
        for (int j = 0; j < outputs; j++) {
            y[y0 + j] = Fma.add(sum[j], s[j], y[y0 + j]);
        }
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        int group = group();
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = weights[i][j] * scales[i / group][j];
        }
    }

    @Override
    SmallWeights held() {
        byte[] values = new byte[outputs * inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                values[j * inputs + i] = weights[i][j];
            }
        }
        return new ByteWeights(values, ByteWeights.scales(scales, outputs));
    }

    @Override
    long bytes() {
        return (long) inputs * width + (long) scales.length * outputs * Float.BYTES;
    }
}
