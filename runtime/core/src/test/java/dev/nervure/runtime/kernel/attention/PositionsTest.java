package dev.nervure.runtime.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of positions, and rotation by them, compared with complex numbers in double precision. */
class PositionsTest {
    private static final int FROM = 3;
    private static final float UNTOUCHED = 77;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void sinusoidal(int width) {
        int steps = 6;
        float[] table = Positions.sinusoidal(steps, width);
        assertThat(table).hasSize(steps * width);
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < width; j++) {
                double angle = t * Math.pow(10_000, -(j - j % 2) / (double) width);
                double expected = j % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
                assertThat((double) table[t * width + j])
                        .isCloseTo(expected, within(6e-8)); // half a unit of the last place
            }
        }
    }

    /** Pair {@code i} of place {@code t}, as a complex number, is multiplied by {@code e^(i t base^(-2i / head))}. */
    @ParameterizedTest
    @CsvSource({"1, 1, 2, 2", "4, 2, 4, 8", "3, 2, 4, 11", "5, 1, 6, 7"})
    void rotates(int rows, int heads, int head, int width) {
        double base = 50;
        float[] table = Positions.rotary(rows, head, base);
        SplittableRandom random = new SplittableRandom(width);
        float[] x = new float[FROM + rows * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        for (boolean back : new boolean[] {false, true}) {
            double[] expected = new double[x.length];
            for (int t = 0; t < rows; t++) {
                for (int j = 0; j < width; j++) {
                    int at = FROM + t * width + j;
                    if (j >= heads * head) {
                        expected[at] = x[at]; // what belongs to no head is copied
                        continue;
                    }
                    int pair = j % head / 2;
                    double angle = (back ? -1 : 1) * t * Math.pow(base, -2.0 * pair / head);
                    expected[at] = j % 2 == 0
                            ? x[at] * Math.cos(angle) - x[at + 1] * Math.sin(angle)
                            : x[at - 1] * Math.sin(angle) + x[at] * Math.cos(angle);
                }
            }
            float[] y = new float[x.length + 1];
            Arrays.fill(y, UNTOUCHED);
            Positions.rotate(x, FROM, rows, width, heads, head, table, true, back, y, false);
            compare(y, expected, 1);
            Positions.rotate(x, FROM, rows, width, heads, head, table, true, back, y, true);
            compare(y, expected, 2);
        }
    }

    /** Pairs of value {@code i} and value {@code i + head / 2} turn as neighbours do. */
    @Test
    void rotatesHalves() {
        float[] table = Positions.rotary(3, 6, 50);
        float[] x = new float[3 * 13];
        float[] neighbours = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 37 % 101 - 50) / 50f;
        }
        int[] neighbour = {0, 2, 4, 1, 3, 5}; // where the values of a head lie among pairs
        for (int i = 0; i < x.length; i++) {
            int j = i % 13;
            neighbours[j < 12 ? i - j % 6 + neighbour[j % 6] : i] = x[i];
        }
        float[] expected = new float[x.length];
        Positions.rotate(neighbours, 0, 3, 13, 2, 6, table, true, false, expected, false);
        float[] y = new float[x.length];
        Positions.rotate(x, 0, 3, 13, 2, 6, table, false, false, y, false);
        for (int i = 0; i < x.length; i++) {
            int j = i % 13;
            assertThat(y[i]).isEqualTo(expected[j < 12 ? i - j % 6 + neighbour[j % 6] : i]);
        }
    }

    private static void compare(float[] y, double[] expected, int times) {
        for (int i = 0; i < y.length; i++) {
            double value = i < FROM || i == expected.length ? UNTOUCHED : times * expected[i];
            assertThat((double) y[i])
                    .as("y[%d]", i)
                    .isCloseTo(value, within(5e-7)); // a few roundings of values up to 2.8
        }
    }

    /** The gradient's rotation takes the forward one back, and the first place is never turned. */
    @Test
    void thereAndBack() {
        float[] table = Positions.rotary(4, 4, 10_000);
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        float[] y = new float[16];
        float[] z = new float[16];
        Positions.rotate(x, 0, 4, 4, 1, 4, table, true, false, y, false);
        assertThat(y).startsWith(1, 2, 3, 4);
        assertThat(y[4]).isNotEqualTo(5f);
        Positions.rotate(y, 0, 4, 4, 1, 4, table, true, true, z, false);
        for (int i = 0; i < 16; i++) {
            assertThat(z[i]).isCloseTo(x[i], within(5e-6f));
        }
    }
}
