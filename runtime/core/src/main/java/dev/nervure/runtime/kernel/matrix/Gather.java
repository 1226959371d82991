package dev.nervure.runtime.kernel.matrix;

/**
 * Rows of a table {@code [size, width]} by number, {@code y[i] = W[ids[i]]}, and the gradient of the table, {@code
 * ∂W[ids[i]] += ∂y[i]}: a number that occurs twice gets both. {@code first} and {@code count} count numbers, {@code width} is the
 * floats of a row; row {@code i} of {@code y} belongs to {@code ids[i]}.
 */
public final class Gather {
    private Gather() {}

    /**
     * Copies the rows that {@code ids[first … first + count − 1]} name.
     *
     * @param ids numbers of rows
     * @param perSample how many numbers a sample has room for
     * @param name the tensor that the numbers are in, for the message
     * @throws IllegalArgumentException if a number is not in {@code 0 … size − 1}
     */
    public static void rows(
            int[] ids, int first, int count, int perSample, String name, float[] table, int width, float[] y) {
        int size = table.length / width;
        for (int i = first; i < first + count; i++) {
            check(ids, i, perSample, name, size);
            System.arraycopy(table, ids[i] * width, y, i * width, width);
        }
    }

    /** The same from a matrix of {@code size} rows. */
    public static void rows(
            int[] ids, int first, int count, int perSample, String name, Matrix table, int size, int width, float[] y) {
        for (int i = first; i < first + count; i++) {
            check(ids, i, perSample, name, size);
            table.readRow(ids[i], y, i * width);
        }
    }

    /**
     * Adds the gradients of rows to that of the table.
     *
     * @param padding the number whose row gets none; −1 for none such
     */
    public static void addRows(int[] ids, int first, int count, float[] dy, float[] dTable, int width, int padding) {
        for (int i = first; i < first + count; i++) {
            if (ids[i] != padding) {
                int to = ids[i] * width;
                int from = i * width;
                for (int j = 0; j < width; j++) {
                    dTable[to + j] += dy[from + j];
                }
            }
        }
    }

    /** The same to a matrix. */
    public static void addRows(int[] ids, int first, int count, float[] dy, Matrix dTable, int width, int padding) {
        for (int i = first; i < first + count; i++) {
            if (ids[i] != padding) {
                dTable.addToRow(ids[i], dy, i * width);
            }
        }
    }

    private static void check(int[] ids, int i, int perSample, String name, int size) {
        if (ids[i] < 0 || ids[i] >= size) {
            throw new IllegalArgumentException(name + " of sample " + i / perSample + ", position " + i % perSample
                    + ", is " + ids[i] + ", which is not in 0 … " + (size - 1) + ": the vocabulary has " + size
                    + " entries");
        }
    }
}
