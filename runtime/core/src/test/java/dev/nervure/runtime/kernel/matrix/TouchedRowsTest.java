package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the gradient of a table knows of its rows. */
class TouchedRowsTest {
    private static final float[] ONES = {1, 1, 1};

    private final Matrix table = Matrix.table(5, 3);

    @Test
    void rowsAreToldOnceInTheOrderInWhichTheyWereTouched() {
        add(table, 4, 1, 4, 2);
        assertThat(touched(table)).containsExactly(4, 1, 2);
        assertThat(values(table)).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 2, 2, 2);
    }

    @Test
    void clearingMakesZerosOfThem() {
        add(table, 4, 1);
        table.clear();
        assertThat(touched(table)).isEmpty();
        assertThat(values(table)).containsOnly(0);
        add(table, 1);
        assertThat(touched(table)).containsExactly(1);
    }

    @Test
    void whatWasWrittenOtherwiseIsClearedToo() {
        add(table, 1);
        table.chunks()[0][7] = 3;
        Objects.requireNonNull(table.touched()).touchAll();
        assertThat(touched(table)).containsExactly(0, 1, 2, 3, 4);
        table.clear();
        assertThat(values(table)).containsOnly(0);
        assertThat(touched(table)).isEmpty();
        float[] all = new float[15];
        Arrays.fill(all, 2);
        table.write(all);
        assertThat(touched(table)).hasSize(5);
    }

    @Test
    void tablesAddTheirTouchedRows() {
        Matrix other = table.zeros();
        add(table, 3, 1);
        add(other, 1, 0);
        table.addTouched(other);
        assertThat(touched(table)).containsExactly(3, 1, 0);
        assertThat(values(table)).containsExactly(1, 1, 1, 2, 2, 2, 0, 0, 0, 1, 1, 1, 0, 0, 0);
    }

    @Test
    void otherMatricesKnowNothingOfThem() {
        Matrix matrix = Matrix.of(5, 3);
        add(matrix, 2);
        assertThat(matrix.touched()).isNull();
        assertThatThrownBy(() -> table.addTouched(matrix)).hasMessage("only tables know which rows were touched");
        matrix.clear();
        assertThat(values(matrix)).containsOnly(0);
    }

    private static void add(Matrix matrix, int... rows) {
        for (int row : rows) {
            matrix.addToRow(row, ONES, 0);
        }
    }

    private static List<Integer> touched(Matrix matrix) {
        TouchedRows rows = Objects.requireNonNull(matrix.touched());
        return IntStream.range(0, rows.count()).mapToObj(rows::row).toList();
    }

    private static float[] values(Matrix matrix) {
        float[] values = new float[matrix.size()];
        matrix.read(values);
        return values;
    }
}
