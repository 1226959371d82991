package dev.nervure.runtime.kernel.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums of {@link BatchStatistics} with the provider that runs, which are in double precision. */
abstract class BatchStatisticsContract {
    @ParameterizedTest
    @CsvSource({"0, 2, 5", "1, 1, 1", "2, 3, 7", "3, 2, 16", "2, 4, 33", "2, 2, 64", "1, 3, 500"})
    void sums(int n, int channels, int size) {
        float[] x = random(size, n * channels * size + 1);
        double[] expected = new double[2 * channels + 1];
        expected[2 * channels] = n * size;
        for (int i = 0; i < n * channels * size; i++) {
            int c = i / size % channels;
            expected[c] += x[i];
            expected[channels + c] += (double) x[i] * x[i];
        }
        double[] sums = random(channels, 2 * channels + 1, 3);
        BatchStatistics.sums(x, n, channels, size, sums);
        assertThat(sums).containsExactly(expected, within(1e-11 * (1 + n * size)));
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 5", "1, 1, 1", "2, 3, 7", "3, 2, 16", "2, 4, 33", "2, 2, 64", "1, 3, 500"})
    void gradientSums(int n, int channels, int size) {
        float[] x = random(size, n * channels * size + 1);
        float[] dy = random(size + 1, n * channels * size + 1);
        float[] mean = random(size + 2, channels);
        float[] scale = random(size + 3, channels);
        double[] expected = new double[2 * channels];
        for (int i = 0; i < n * channels * size; i++) {
            int c = i / size % channels;
            expected[c] += dy[i];
            expected[channels + c] += (double) dy[i] * (x[i] - mean[c]) * scale[c];
        }
        double[] sums = random(channels, 2 * channels, 3);
        BatchStatistics.gradientSums(dy, x, n, channels, size, mean, scale, sums);
        assertThat(sums).containsExactly(expected, within(1e-11 * (1 + n * size)));
    }

    private static float[] random(int seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-2, 3);
        }
        return values;
    }

    private static double[] random(int seed, int length, double bound) {
        return new SplittableRandom(seed).doubles(length, -bound, bound).toArray();
    }
}
