package dev.nervure.runtime.kernel.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Sums} with the provider that runs. */
abstract class SumsContract {
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "5, 16", "7, 33", "97, 20", "200, 70"})
    void ofColumns(int rows, int width) {
        float[] x = random(rows * 100 + width, 2 + rows * width);
        for (boolean add : new boolean[] {false, true}) {
            float[] sums = random(1, width + 1);
            float[] before = sums.clone();
            Sums.columns(x, 2, rows, width, sums, add);
            for (int j = 0; j < width; j++) {
                double expected = add ? before[j] : 0;
                for (int r = 0; r < rows; r++) {
                    expected += x[2 + r * width + j];
                }
                assertThat((double) sums[j]).isCloseTo(expected, within(1e-6 * (10 + rows)));
            }
            assertThat(sums[width]).isEqualTo(before[width]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 4", "1, 1, 1", "3, 5, 16", "2, 3, 49", "4, 2, 100"})
    void ofChannels(int rows, int channels, int size) {
        float[] x = random(rows * 100 + size, 1 + rows * channels * size);
        for (boolean add : new boolean[] {false, true}) {
            float[] sums = random(1, channels);
            float[] before = sums.clone();
            Sums.channels(x, 1, rows, channels, size, sums, add);
            for (int c = 0; c < channels; c++) {
                double expected = add ? before[c] : 0;
                for (int k = 0; k < rows * channels * size; k++) {
                    expected += k / size % channels == c ? x[1 + k] : 0;
                }
                assertThat((double) sums[c]).isCloseTo(expected, within(1e-6 * (10 + rows)));
            }
        }
    }

    /** On either side of the four channels that are added at a time. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "4, 7", "5, 16", "9, 33"})
    void means(int channels, int size) {
        float[] x = random(channels * 100 + size, 3 + channels * size + 4);
        float[] means = random(2, channels + 2);
        float[] before = means.clone();
        Sums.means(x, 3, channels, size, means, 1);
        for (int c = 0; c < channels; c++) {
            double expected = 0;
            for (int k = 0; k < size; k++) {
                expected += x[3 + c * size + k];
            }
            assertThat((double) means[1 + c]).isCloseTo(expected / size, within(1e-7));
        }
        assertThat(means[0]).isEqualTo(before[0]);
        assertThat(means[channels + 1]).isEqualTo(before[channels + 1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 100, 5000})
    void ofSquares(int n) {
        float[] x = random(n, 3 + n + 2);
        double expected = 0;
        for (int k = 3; k < 3 + n; k++) {
            expected += (double) x[k] * x[k];
        }
        assertThat(Sums.squares(x, 3, 3 + n)).isCloseTo(expected, within(1e-12 * n));
    }

    /** Squares of finite floats are finite; what is not finite shows wherever it is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 15, 16, 36})
    void ofSquaresOutOfTheRangeOfFloats(int at) {
        float[] x = new float[37];
        x[at] = -1e30f;
        assertThat(Sums.squares(x, 0, 37)).isCloseTo(1e60, withinPercentage(1e-4));
        x[at] = Float.NEGATIVE_INFINITY;
        assertThat(Sums.squares(x, 0, 37)).isInfinite();
        x[at] = Float.NaN;
        assertThat(Sums.squares(x, 0, 37)).isNaN();
    }

    private static float[] random(int seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
