package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weights as {@code in} rows of {@code out} values, padded to the least width that {@link RowLoops} takes. Each result
 * adds its terms in one order whatever the number of rows, so a sample's result does not depend on its batch.
 */
final class PortableMatrix extends MatrixForm {
    /** Floats of {@code W} that stay in the second-level cache while all rows of a batch pass. */
    private static final int TILE = 128 * 1024;
    /** Rows of a batch whose part of a gradient is added up at a time. */
    private static final int BLOCK = 96;
    /** Inputs whose weights are transposed at a time. */
    private static final int STRIP = 256;
    /** Fewer rows than this are not worth transposing the weights for. */
    private static final int FEW_ROWS = 16;

    /** What gathering an input that is not zero costs, in outputs of one term. */
    private static final int GATHERING = 48;

    private final float[][] weights;
    private final int width;

    PortableMatrix(int outputs, int inputs) {
        super(outputs, inputs);
        this.width = RowLoops.pad(outputs);
        this.weights = new float[inputs][width];
    }

    @Override
    void product(float[] x, int xOffset, int rows, float @Nullable [] bias, float[] y, int yOffset) {
        if (rows == 1 && NonZeros.areWorthGathering(x, xOffset, inputs, outputs, GATHERING)) {
            NonZeros some = NonZeros.of(x, xOffset, inputs);
            int terms = some.count();
            float[][] w = some.rows(weights);
            addProduct(some.values(), 0, terms, 1, w, 0, terms, bias, false, outputs, y, yOffset, outputs);
            some.forget();
            return;
        }
        int tile = Math.max(12, TILE / width / 12 * 12);
        int from = 0;
        do {
            int terms = Math.min(tile, inputs - from);
            boolean add = from > 0;
            addProduct(x, xOffset, inputs, rows, weights, from, terms, bias, add, outputs, y, yOffset, outputs);
            from += terms;
        } while (from < inputs);
    }

    /**
     * {@code c[r][j] = start[j] + Σ a[r][from + k] · b[from + k][j]} for {@code j} below {@code used}; with {@code add},
     * {@code c} itself is the start.
     */
    private static void addProduct(
            float[] a,
            int a0,
            int aRow,
            int rows,
            float[][] b,
            int from,
            int terms,
            float @Nullable [] start,
            boolean add,
            int used,
            float[] c,
            int c0,
            int cRow) {
        int width = RowLoops.pad(used);
        if (rows == 1 && c0 == 0 && used == width) {
            start(c, start, add, used, width, c, 0);
            RowLoops.addOne(c, a, a0 + from, 1, b, from, terms, width);
            return;
        }
        float[][] sums = Scratch.ofThread().sums(2, width);
        int r = 0;
        for (; used <= RowLoops.NARROW && r < rows; r++) {
            int at = c0 + r * cRow;
            start(sums[0], start, add, used, width, c, at);
            RowLoops.addNarrow(sums[0], a, a0 + r * aRow + from, b, from, terms);
            System.arraycopy(sums[0], 0, c, at, used);
        }
        for (; r + 2 <= rows; r += 2) {
            int at = c0 + r * cRow;
            start(sums[0], start, add, used, width, c, at);
            start(sums[1], start, add, used, width, c, at + cRow);
            int p = a0 + r * aRow + from;
            RowLoops.addTwo(sums[0], sums[1], a, p, a, p + aRow, 1, b, from, terms, width);
            System.arraycopy(sums[0], 0, c, at, used);
            System.arraycopy(sums[1], 0, c, at + cRow, used);
        }
        if (r < rows) {
            int at = c0 + r * cRow;
            start(sums[0], start, add, used, width, c, at);
            RowLoops.addOne(sums[0], a, a0 + r * aRow + from, 1, b, from, terms, width);
            System.arraycopy(sums[0], 0, c, at, used);
        }
    }

    private static void start(
            float[] sum, float @Nullable [] start, boolean add, int used, int width, float[] c, int c0) {
        if (add) {
            System.arraycopy(c, c0, sum, 0, used);
        } else if (start != null) {
            System.arraycopy(start, 0, sum, 0, used);
        } else {
            Arrays.fill(sum, 0, used, 0f);
        }
        Arrays.fill(sum, used, width, 0f);
    }

    @Override
    void inputGradient(float[] delta, int deltaOffset, int rows, float[] dx, int dxOffset, boolean add) {
        if (rows < FEW_ROWS) {
            dots(delta, deltaOffset, rows, dx, dxOffset, add);
            return;
        }
        float[][] transposed = Scratch.ofThread().columns(outputs, Math.min(STRIP, RowLoops.pad(inputs)));
        for (int i = 0; i < inputs; i += STRIP) {
            int strip = Math.min(STRIP, inputs - i);
            transpose(i, strip, transposed);
            addProduct(
                    delta,
                    deltaOffset,
                    outputs,
                    rows,
                    transposed,
                    0,
                    outputs,
                    null,
                    add,
                    strip,
                    dx,
                    dxOffset + i,
                    inputs);
        }
    }

    /** Sixteen inputs at a time, so that what is written fills cache lines. */
    private void transpose(int from, int strip, float[][] transposed) {
        for (int i = 0; i < strip; i += 16) {
            int to = Math.min(strip, i + 16);
            for (int j = 0; j < outputs; j++) {
                float[] target = transposed[j];
                for (int k = i; k < to; k++) {
                    target[k] = weights[from + k][j];
                }
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

    @Override
    void weightGradient(float[] delta, int deltaOffset, int rows, float[] x, int xOffset, boolean add) {
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
            int x0 = xOffset + i;
            RowLoops.addTwo(weights[i], weights[i + 1], x, x0, x, x0 + 1, inputs, delta, 0, rows, width);
        }
        if (i < inputs) {
            RowLoops.addOne(weights[i], x, xOffset + i, inputs, delta, 0, rows, width);
        }
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = weights[i][j];
        }
    }

    @Override
    void addToRow(int j, float[] source, int offset) {
        for (int i = 0; i < inputs; i++) {
            weights[i][j] += source[offset + i];
        }
    }

    @Override
    float[][] chunks() {
        return weights;
    }

    @Override
    void read(float[] rowMajor) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                rowMajor[j * inputs + i] = weights[i][j];
            }
        }
    }

    @Override
    void write(float[] rowMajor) {
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[i][j] = rowMajor[j * inputs + i];
            }
        }
    }
}
