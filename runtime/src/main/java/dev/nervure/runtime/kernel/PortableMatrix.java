package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix as {@code in} rows of {@code out} values, padded to the least width that {@link RowLoops} takes. Each result
 * adds its terms in one order whatever the number of rows, so a sample's result does not depend on its batch.
 */
final class PortableMatrix extends Matrix {
    /** Floats of {@code W} that stay in the second-level cache while all rows of a batch pass. */
    private static final int TILE = 128 * 1024;
    /** Rows of a batch that the backward products take at a time. */
    private static final int BLOCK = 96;
    /** Inputs whose gradients are added up before they are written, so that writes fill cache lines. */
    private static final int STRIP = 16;
    /** Fewer rows than this are not worth transposing. */
    private static final int FEW_ROWS = 16;

    private final float[][] weights;
    private final int width;

    PortableMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.width = RowLoops.pad(outputs);
        this.weights = new float[inputs][width];
    }

    @Override
    public void multiply(
            float[] x, int xOffset, int rows, float @Nullable [] bias, Epilogue f, float[] y, int yOffset) {
        float[][] sums = Scratch.ofThread().sums(2, width);
        int tile = Math.max(12, TILE / width / 12 * 12);
        int from = 0;
        do {
            int to = Math.min(inputs, from + tile);
            boolean last = to == inputs;
            int r = 0;
            for (; r + 2 <= rows; r += 2) {
                int y0 = yOffset + r * outputs;
                start(sums[0], from == 0, bias, y, y0);
                start(sums[1], from == 0, bias, y, y0 + outputs);
                addTwo(sums[0], sums[1], x, xOffset + r * inputs, from, to);
                finish(sums[0], last, f, y, y0);
                finish(sums[1], last, f, y, y0 + outputs);
            }
            if (r < rows) {
                int y0 = yOffset + r * outputs;
                start(sums[0], from == 0, bias, y, y0);
                addOne(sums[0], x, xOffset + r * inputs, from, to);
                finish(sums[0], last, f, y, y0);
            }
            from = to;
        } while (from < inputs);
    }

    private void start(float[] sum, boolean first, float @Nullable [] bias, float[] y, int yOffset) {
        if (!first) {
            System.arraycopy(y, yOffset, sum, 0, outputs);
        } else if (bias != null) {
            System.arraycopy(bias, 0, sum, 0, outputs);
        } else {
            Arrays.fill(sum, 0, outputs, 0f);
        }
        Arrays.fill(sum, outputs, width, 0f);
    }

    private void finish(float[] sum, boolean last, Epilogue f, float[] y, int yOffset) {
        if (last && f == Epilogue.RELU) {
            RowLoops.relu(sum, width);
        }
        System.arraycopy(sum, 0, y, yOffset, outputs);
        if (last && f == Epilogue.SIGMOID) {
            PortableFunctions.apply(Function.SIGMOID, y, yOffset, y, yOffset, outputs, 0f);
        } else if (last && f == Epilogue.TANH) {
            PortableFunctions.apply(Function.TANH, y, yOffset, y, yOffset, outputs, 0f);
        }
    }

    private void addTwo(float[] sum0, float[] sum1, float[] x, int x0, int from, int to) {
        float[][] w = weights;
        int x1 = x0 + inputs;
        int i = from;
        for (; i + 3 <= to; i += 3) {
            RowLoops.add2x3(
                    sum0,
                    sum1,
                    w[i],
                    w[i + 1],
                    w[i + 2],
                    x[x0 + i],
                    x[x0 + i + 1],
                    x[x0 + i + 2],
                    x[x1 + i],
                    x[x1 + i + 1],
                    x[x1 + i + 2],
                    width);
        }
        for (; i < to; i++) {
            RowLoops.add2x1(sum0, sum1, w[i], x[x0 + i], x[x1 + i], width);
        }
    }

    private void addOne(float[] sum, float[] x, int x0, int from, int to) {
        float[][] w = weights;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            RowLoops.add1x4(
                    sum,
                    w[i],
                    w[i + 1],
                    w[i + 2],
                    w[i + 3],
                    x[x0 + i],
                    x[x0 + i + 1],
                    x[x0 + i + 2],
                    x[x0 + i + 3],
                    width);
        }
        for (; i < to; i++) {
            RowLoops.add1x1(sum, w[i], x[x0 + i], width);
        }
    }

    @Override
    public void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        if (rows < FEW_ROWS) {
            dots(delta, deltaOffset, rows, dx, dxOffset, add);
            return;
        }
        // (∂x)ᵀ = Wᵀ · δᵀ: the batch is the inner index, because dot products do not vectorise.
        Scratch scratch = Scratch.ofThread();
        float[][] deltaColumns = scratch.columns(outputs, BLOCK);
        float[][] dxColumns = scratch.sums(STRIP, BLOCK);
        for (int r = 0; r < rows; r += BLOCK) {
            int block = Math.min(BLOCK, rows - r);
            toColumns(delta, deltaOffset + r * outputs, block, deltaColumns);
            for (int i = 0; i < inputs; i += STRIP) {
                int strip = Math.min(STRIP, inputs - i);
                addColumns(deltaColumns, dxColumns, i, strip, RowLoops.pad(block));
                fromColumns(dxColumns, strip, block, dx, dxOffset + r * inputs + i, add);
            }
        }
    }

    private void dots(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        for (int r = 0; r < rows; r++) {
            int d0 = deltaOffset + r * outputs;
            int x0 = dxOffset + r * inputs;
            int i = 0;
            for (; i + 4 <= inputs; i += 4) {
                float[] w0 = weights[i];
                float[] w1 = weights[i + 1];
                float[] w2 = weights[i + 2];
                float[] w3 = weights[i + 3];
                float s0 = 0;
                float s1 = 0;
                float s2 = 0;
                float s3 = 0;
                for (int j = 0; j < outputs; j++) {
                    float d = delta[d0 + j];
                    s0 = Fma.add(d, w0[j], s0);
                    s1 = Fma.add(d, w1[j], s1);
                    s2 = Fma.add(d, w2[j], s2);
                    s3 = Fma.add(d, w3[j], s3);
                }
                dx[x0 + i] = add ? dx[x0 + i] + s0 : s0;
                dx[x0 + i + 1] = add ? dx[x0 + i + 1] + s1 : s1;
                dx[x0 + i + 2] = add ? dx[x0 + i + 2] + s2 : s2;
                dx[x0 + i + 3] = add ? dx[x0 + i + 3] + s3 : s3;
            }
            for (; i < inputs; i++) {
                float s = 0;
                for (int j = 0; j < outputs; j++) {
                    s = Fma.add(delta[d0 + j], weights[i][j], s);
                }
                dx[x0 + i] = add ? dx[x0 + i] + s : s;
            }
        }
    }

    private void toColumns(float[] delta, int offset, int rows, float[][] columns) {
        for (int j = 0; j < outputs; j++) {
            float[] column = columns[j];
            for (int r = 0; r < rows; r++) {
                column[r] = delta[offset + r * outputs + j];
            }
        }
    }

    private void addColumns(float[][] delta, float[][] dx, int i0, int strip, int n) {
        int s = 0;
        for (; s + 2 <= strip; s += 2) {
            float[] w0 = weights[i0 + s];
            float[] w1 = weights[i0 + s + 1];
            Arrays.fill(dx[s], 0, n, 0f);
            Arrays.fill(dx[s + 1], 0, n, 0f);
            int j = 0;
            for (; j + 3 <= outputs; j += 3) {
                RowLoops.add2x3(
                        dx[s],
                        dx[s + 1],
                        delta[j],
                        delta[j + 1],
                        delta[j + 2],
                        w0[j],
                        w0[j + 1],
                        w0[j + 2],
                        w1[j],
                        w1[j + 1],
                        w1[j + 2],
                        n);
            }
            for (; j < outputs; j++) {
                RowLoops.add2x1(dx[s], dx[s + 1], delta[j], w0[j], w1[j], n);
            }
        }
        if (s < strip) {
            Arrays.fill(dx[s], 0, n, 0f);
            for (int j = 0; j < outputs; j++) {
                RowLoops.add1x1(dx[s], delta[j], weights[i0 + s][j], n);
            }
        }
    }

    private void fromColumns(float[][] columns, int strip, int rows, float[] dx, int offset, boolean add) {
        for (int r = 0; r < rows; r++) {
            int at = offset + r * inputs;
            for (int s = 0; s < strip; s++) {
                dx[at + s] = add ? dx[at + s] + columns[s][r] : columns[s][r];
            }
        }
    }

    @Override
    public void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
        if (!add) {
            for (float[] row : weights) {
                Arrays.fill(row, 0f);
            }
        }
        float[][] deltaRows = Scratch.ofThread().rows(Math.min(rows, BLOCK), width);
        for (int r = 0; r < rows; r += BLOCK) {
            int block = Math.min(BLOCK, rows - r);
            for (int k = 0; k < block; k++) {
                System.arraycopy(delta, deltaOffset + (r + k) * outputs, deltaRows[k], 0, outputs);
                Arrays.fill(deltaRows[k], outputs, width, 0f);
            }
            addOuter(deltaRows, block, x, xOffset + r * inputs);
        }
    }

    private void addOuter(float[][] delta, int rows, float[] x, int xOffset) {
        int i = 0;
        for (; i + 2 <= inputs; i += 2) {
            float[] w0 = weights[i];
            float[] w1 = weights[i + 1];
            int r = 0;
            for (; r + 3 <= rows; r += 3) {
                int x0 = xOffset + r * inputs + i;
                int x1 = x0 + inputs;
                int x2 = x1 + inputs;
                RowLoops.add2x3(
                        w0,
                        w1,
                        delta[r],
                        delta[r + 1],
                        delta[r + 2],
                        x[x0],
                        x[x1],
                        x[x2],
                        x[x0 + 1],
                        x[x1 + 1],
                        x[x2 + 1],
                        width);
            }
            for (; r < rows; r++) {
                int x0 = xOffset + r * inputs + i;
                RowLoops.add2x1(w0, w1, delta[r], x[x0], x[x0 + 1], width);
            }
        }
        if (i < inputs) {
            for (int r = 0; r < rows; r++) {
                RowLoops.add1x1(weights[i], delta[r], x[xOffset + r * inputs + i], width);
            }
        }
    }

    @Override
    public void readRow(int j, float[] target, int offset) {
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = weights[i][j];
        }
    }

    @Override
    public void addToRow(int j, float[] source, int offset) {
        for (int i = 0; i < inputs; i++) {
            weights[i][j] += source[offset + i];
        }
    }

    @Override
    public float[][] chunks() {
        return weights;
    }

    @Override
    public void read(float[] rowMajor) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                rowMajor[j * inputs + i] = weights[i][j];
            }
        }
    }

    @Override
    public void write(float[] rowMajor) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[i][j] = rowMajor[j * inputs + i];
            }
        }
    }

    @Override
    public Matrix zeros() {
        return new PortableMatrix(outputs, inputs);
    }
}
