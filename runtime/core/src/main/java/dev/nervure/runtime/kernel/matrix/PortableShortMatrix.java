package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.RowLoops;
import dev.nervure.runtime.kernel.internal.Scratch;

/** Weights of 16 bits by inputs. */
final class PortableShortMatrix extends PortableSmallMatrix {
    /** Rows that become floats at a time, for one row of inputs. */
    private static final int TILE = 12;

    private final short[][] weights;
    private final boolean brain;

    PortableShortMatrix(int outputs, int inputs, ShortWeights held) {
        super(outputs, inputs);
        this.brain = held.brain();
        this.weights = new short[inputs][width];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[i][j] = held.values()[j * inputs + i];
            }
        }
    }

    @Override
    int group() {
        return inputs;
    }

    @Override
    void toFloats(int from, int count, float[][] target) {
        for (int i = 0; i < count; i++) {
            if (brain) {
                ofBrain(weights[from + i], target[i], width);
            } else {
                ofHalf(weights[from + i], target[i], width);
            }
        }
    }

    private static void ofBrain(short[] row, float[] target, int n) {
        for (int j = 0; j < n; j++) {
            target[j] = Float.intBitsToFloat(row[j] << 16);
        }
    }

    private static void ofHalf(short[] row, float[] target, int n) {
        for (int j = 0; j < n; j++) {
            target[j] = ShortFloats.ofHalf(row[j]);
        }
    }

    @Override
    void addOne(float[] sum, float[] x, int x0, int from, int terms) {
        float[][] tile = Scratch.ofThread().rows(TILE, width);
        for (int k = 0; k < terms; k += TILE) {
            int some = Math.min(TILE, terms - k);
            toFloats(from + k, some, tile);
            RowLoops.addOne(sum, x, x0 + k, 1, tile, 0, some, width);
        }
    }

    @Override
    void addScaled(int group, float[] sum, float[] y, int y0) {
        for (int j = 0; j < outputs; j++) {
            y[y0 + j] += sum[j];
        }
    }

    @Override
    void readRow(int j, float[] target, int offset) {
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = ShortFloats.value(weights[i][j], brain);
        }
    }

    @Override
    SmallWeights held() {
        short[] values = new short[outputs * inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                values[j * inputs + i] = weights[i][j];
            }
        }
        return new ShortWeights(values, brain);
    }

    @Override
    long bytes() {
        return (long) inputs * width * Short.BYTES;
    }
}
