package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Gather} from flat tables and from the running provider's matrices: rows are copied, and gradients meet. */
abstract class GatherContract {
    private static final float UNTOUCHED = 77;

    /** Row {@code i} holds {@code 100 i, 100 i + 1, …}. */
    private static float[] table(int size, int width) {
        float[] table = new float[size * width];
        for (int i = 0; i < table.length; i++) {
            table[i] = 100 * (i / width) + i % width;
        }
        return table;
    }

    private static Matrix matrix(int size, int width, float[] values) {
        Matrix matrix = Matrix.of(size, width);
        matrix.write(values);
        return matrix;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 3", "40, 16", "33, 65"})
    void copiesTheRowsThatAreNamed(int size, int width) {
        int[] ids = {-9, size - 1, 0, size / 2, size - 1, size + 9}; // the first and the last are not asked for
        float[] table = table(size, width);
        float[] flat = new float[ids.length * width];
        float[] fromMatrix = new float[ids.length * width];
        Arrays.fill(flat, UNTOUCHED);
        Arrays.fill(fromMatrix, UNTOUCHED);
        Gather.rows(ids, 1, 4, 2, "ids", table, width, flat);
        Gather.rows(ids, 1, 4, 2, "ids", matrix(size, width, table), size, width, fromMatrix);
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < width; j++) {
                float expected = i == 0 || i == 5 ? UNTOUCHED : 100 * ids[i] + j;
                assertThat(flat[i * width + j]).isEqualTo(expected);
                assertThat(fromMatrix[i * width + j]).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 3", "40, 16", "33, 65"})
    void addsTheGradientsOfARowThatIsReadTwice(int size, int width) {
        int[] ids = {0, size - 1, 0, size - 1, size - 1, 0};
        float[] dy = new float[ids.length * width];
        for (int i = 0; i < dy.length; i++) {
            dy[i] = 1 + i / width;
        }
        float[] before = table(size, width);
        float[] expected = before.clone();
        for (int i = 1; i < 5; i++) {
            for (int j = 0; j < width; j++) {
                expected[ids[i] * width + j] += dy[i * width + j];
            }
        }
        float[] flat = before.clone();
        Gather.addRows(ids, 1, 4, dy, flat, width, -1);
        assertThat(flat).containsExactly(expected);
        Matrix matrix = matrix(size, width, before);
        Gather.addRows(ids, 1, 4, dy, matrix, width, -1);
        float[] values = new float[size * width];
        matrix.read(values);
        assertThat(values).containsExactly(expected);
        MatrixContract.assertPaddingIsZero(matrix, values);

        System.arraycopy(before, 0, expected, 0, width); // number 0 gets nothing, if it is that of padding
        float[] padded = before.clone();
        Gather.addRows(ids, 1, 4, dy, padded, width, 0);
        Matrix paddedMatrix = matrix(size, width, before);
        Gather.addRows(ids, 1, 4, dy, paddedMatrix, width, 0);
        paddedMatrix.read(values);
        if (size > 1) {
            assertThat(padded).containsExactly(expected);
            assertThat(values).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void namesANumberThatIsNotInTheTable(int id) {
        int[] ids = {0, 1, 2, 3, 0, id};
        String message =
                "words of sample 2, position 1, is " + id + ", which is not in 0 … 3: the vocabulary has 4 entries";
        float[] y = new float[18];
        assertThatThrownBy(() -> Gather.rows(ids, 0, 6, 2, "words", table(4, 3), 3, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Gather.rows(ids, 0, 6, 2, "words", matrix(4, 3, table(4, 3)), 4, 3, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void asksForNoMoreThanItCounts() {
        int[] ids = {3, 9};
        assertThatCode(() -> Gather.rows(ids, 0, 1, 2, "words", table(4, 3), 3, new float[3]))
                .doesNotThrowAnyException();
        assertThatCode(() -> Gather.rows(ids, 0, 0, 2, "words", table(4, 3), 3, new float[0]))
                .doesNotThrowAnyException();
    }
}
