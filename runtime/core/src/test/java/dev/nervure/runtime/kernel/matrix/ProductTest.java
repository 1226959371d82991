package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of parts of larger arrays, compared with sums in double precision; nothing beside the result is written. */
class ProductTest {
    private static final float UNTOUCHED = 77;

    private interface Call {
        void product(
                float[] a,
                int a0,
                int aWidth,
                float[] b,
                int b0,
                int bWidth,
                float[] c,
                int c0,
                int cWidth,
                boolean add);
    }

    private interface Factor {
        double at(int i, int k);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 3, 4",
        "3, 1, 5",
        "1, 7, 1",
        "5, 4, 16",
        "4, 17, 17",
        "7, 33, 31",
        "2, 64, 65",
        "3, 5, 130"
    })
    void threeKinds(int rows, int shared, int columns) {
        SplittableRandom random = new SplittableRandom(31L * rows + shared + columns);
        int a0 = 2;
        int b0 = 3;
        // Each matrix begins within its array and is narrower than the array's rows.
        int aWidth = Math.max(rows, shared) + 2;
        int bWidth = Math.max(shared, columns) + 1;
        float[] a = random(random, a0 + Math.max(rows, shared) * aWidth);
        float[] b = random(random, b0 + Math.max(shared, columns) * bWidth);
        Factor straightA = (i, k) -> a[a0 + i * aWidth + k];
        Factor turnedA = (i, k) -> a[a0 + k * aWidth + i];
        Factor straightB = (k, j) -> b[b0 + k * bWidth + j];
        Factor turnedB = (k, j) -> b[b0 + j * bWidth + k];
        check(
                (x, x0, xw, y, y0, yw, c, c0, cw, add) ->
                        Product.times(x, x0, xw, y, y0, yw, c, c0, cw, rows, shared, columns, add),
                a,
                a0,
                aWidth,
                straightA,
                b,
                b0,
                bWidth,
                straightB,
                rows,
                shared,
                columns);
        check(
                (x, x0, xw, y, y0, yw, c, c0, cw, add) ->
                        Product.timesTransposed(x, x0, xw, y, y0, yw, c, c0, cw, rows, shared, columns, add),
                a,
                a0,
                aWidth,
                straightA,
                b,
                b0,
                bWidth,
                turnedB,
                rows,
                shared,
                columns);
        check(
                (x, x0, xw, y, y0, yw, c, c0, cw, add) ->
                        Product.transposedTimes(x, x0, xw, y, y0, yw, c, c0, cw, rows, shared, columns, add),
                a,
                a0,
                aWidth,
                turnedA,
                b,
                b0,
                bWidth,
                straightB,
                rows,
                shared,
                columns);
    }

    private static void check(
            Call call,
            float[] a,
            int a0,
            int aWidth,
            Factor left,
            float[] b,
            int b0,
            int bWidth,
            Factor right,
            int rows,
            int shared,
            int columns) {
        int c0 = 1;
        int cWidth = columns + 3;
        float[] c = new float[c0 + rows * cWidth];
        Arrays.fill(c, UNTOUCHED);
        call.product(a, a0, aWidth, b, b0, bWidth, c, c0, cWidth, false);
        compare(c, c0, cWidth, left, right, rows, shared, columns, 1);
        call.product(a, a0, aWidth, b, b0, bWidth, c, c0, cWidth, true);
        compare(c, c0, cWidth, left, right, rows, shared, columns, 2);
    }

    private static void compare(
            float[] c, int c0, int cWidth, Factor left, Factor right, int rows, int shared, int columns, int times) {
        for (int at = 0; at < c.length; at++) {
            int i = Math.floorDiv(at - c0, cWidth);
            int j = Math.floorMod(at - c0, cWidth);
            if (at < c0 || j >= columns) {
                assertThat(c[at]).isEqualTo(UNTOUCHED);
                continue;
            }
            double sum = 0;
            for (int k = 0; k < shared; k++) {
                sum += left.at(i, k) * right.at(k, j);
            }
            // One rounding a term, of partial sums up to the number of terms.
            assertThat((double) c[at])
                    .as("c[%d][%d] of %d", i, j, rows)
                    .isCloseTo(times * sum, within(1.2e-7 * times * shared * shared + 1e-7));
        }
    }

    private static float[] random(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
