package dev.nervure.runtime.kernel;

import java.util.Arrays;

/** Small work on matrices that are kept as one array a row. */
public final class Rows {
    private Rows() {}

    /** Sets every value to 0. */
    public static void zero(float[][] rows) {
        for (float[] row : rows) {
            Arrays.fill(row, 0f);
        }
    }

    /** {@code transposed[j][i] = rows[i][j]}. */
    public static void transpose(float[][] rows, float[][] transposed) {
        for (int i = 0; i < rows.length; i++) {
            float[] row = rows[i];
            for (int j = 0; j < row.length; j++) {
                transposed[j][i] = row[j];
            }
        }
    }
}
