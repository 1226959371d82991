package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void zero() {
        float[][] rows = {{1, 2}, {3, Float.NaN}};
        Rows.zero(rows);
        assertThat(rows).isDeepEqualTo(new float[][] {{0, 0}, {0, 0}});
    }

    /** The target's rows may be longer: padding stays as it is. */
    @Test
    void transpose() {
        float[][] transposed = {{9, 9, 9}, {9, 9, 9}, {9, 9, 9}};
        Rows.transpose(new float[][] {{1, 2, 3}, {4, 5, 6}}, transposed);
        assertThat(transposed).isDeepEqualTo(new float[][] {{1, 4, 9}, {2, 5, 9}, {3, 6, 9}});
    }
}
