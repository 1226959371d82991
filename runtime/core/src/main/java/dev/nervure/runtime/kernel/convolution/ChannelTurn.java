package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.internal.SquareTransposition;

/** A matrix turned round: {@code [channels, places]} to {@code [places, channels]}, and back by the same. */
final class ChannelTurn {
    /** The side of a square that is turned in registers; 0 where there is none. */
    private static final int SIDE = Kernels.vectors() && SquareTransposition.POSSIBLE ? SquareTransposition.SIDE : 0;

    private ChannelTurn() {}

    /** {@code y[j * rows + i] = x[i * columns + j]}, from {@code x0} and {@code y0} on. */
    static void turn(float[] x, int x0, int rows, int columns, float[] y, int y0) {
        turn(x, x0, rows, columns, columns, y, y0);
    }

    /** The same with {@code step} floats from one row of x to the next. */
    static void turn(float[] x, int x0, int rows, int step, int columns, float[] y, int y0) {
        if (SIDE == 0 || rows < SIDE || columns < SIDE) {
            byValue(x, x0, rows, step, columns, y, y0);
            return;
        }
        for (int i = 0; i < rows; i += SIDE) {
            int row = Math.min(i, rows - SIDE);
            for (int j = 0; j < columns; j += SIDE) {
                int column = Math.min(j, columns - SIDE);
                SquareTransposition.square(x, x0 + row * step + column, step, y, y0 + column * rows + row, rows);
            }
        }
    }

    private static void byValue(float[] x, int x0, int rows, int step, int columns, float[] y, int y0) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                y[y0 + j * rows + i] = x[x0 + i * step + j];
            }
        }
    }
}
