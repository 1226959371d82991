package dev.nervure.runtime.kernel.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The distributions of {@link Noise}, and what its numbers depend on. */
class NoiseTest {
    private static final int SIZE = 1_000;
    private static final int SAMPLES = 400;
    private static final Noise NOISE = new Noise(SIZE, 77);

    /** To seven digits of the number, which the published algorithm has: the share differs by the density times that. */
    @Test
    void quantilesAreThoseOfTheNormalDistribution() {
        for (double z = -6.2; z <= 6.2; z += 0.001) {
            double share = below(z);
            assertThat(Noise.quantile(share)).isCloseTo(z, within(4e-7 * Math.max(1, Math.abs(z))));
        }
    }

    /** The probability of a number below z, as a series that adds positive terms alone. */
    private static double below(double z) {
        double term = z;
        double sum = z;
        for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Each moment within five deviations of what so many independent numbers give. */
    @Test
    void momentsAreThoseOfTheDistributions() {
        for (long seed = 1; seed <= 5; seed++) {
            float[] y = new float[SAMPLES * SIZE];
            NOISE.normal(y, SAMPLES, seed, 0, Dropout.NO_TURNS);
            double[] expected = {0, 1, 0, 3, 0, 15};
            for (int power = 1; power <= 6; power++) {
                double variance = new double[] {1, 2, 15, 96, 945, 10_170}[power - 1];
                assertThat(moment(y, 0, power))
                        .as("moment " + power)
                        .isCloseTo(expected[power - 1], within(5 * Math.sqrt(variance / y.length)));
            }
            NOISE.uniform(y, SAMPLES, seed, 0, Dropout.NO_TURNS);
            for (int power = 1; power <= 4; power++) {
                double mean = power % 2 == 1 ? 0 : 1.0 / (power + 1) / (1 << power);
                double variance = 1.0 / (2 * power + 1) / (1 << (2 * power));
                assertThat(moment(y, 0.5, power)).isCloseTo(mean, within(5 * Math.sqrt(variance / y.length)));
            }
            for (float value : y) {
                assertThat(value >= 0 && value < 1).isTrue();
            }
        }
    }

    private static double moment(float[] x, double around, int power) {
        double sum = 0;
        for (float value : x) {
            sum += Math.pow(value - around, power);
        }
        return sum / x.length;
    }

    /** Numbers of another seed, sample, layer, turn or of the next place have nothing to do with each other. */
    @Test
    void numbersAreIndependent() {
        float[] y = normal(NOISE, SAMPLES, 1, 0, Dropout.NO_TURNS);
        assertUncorrelated(y, normal(NOISE, SAMPLES, 2, 0, Dropout.NO_TURNS));
        assertUncorrelated(y, normal(NOISE, SAMPLES, 1, SAMPLES, Dropout.NO_TURNS));
        assertUncorrelated(y, normal(NOISE, SAMPLES, 1, 1, Dropout.NO_TURNS));
        assertUncorrelated(y, normal(NOISE, SAMPLES, 1, 0, Dropout.turns(Dropout.NO_TURNS, 0)));
        assertUncorrelated(y, normal(new Noise(SIZE, 78), SAMPLES, 1, 0, Dropout.NO_TURNS));
        assertUncorrelated(Arrays.copyOf(y, y.length - 1), Arrays.copyOfRange(y, 1, y.length));
    }

    private static void assertUncorrelated(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        assertThat(sum / a.length).isCloseTo(0, within(5 / Math.sqrt(a.length)));
    }

    @Test
    void aSampleHasItsNumbersInAnyBatch() {
        float[] whole = normal(NOISE, 6, 3, 10, Dropout.NO_TURNS);
        assertThat(normal(NOISE, 2, 3, 13, Dropout.NO_TURNS))
                .containsExactly(Arrays.copyOfRange(whole, 3 * SIZE, 5 * SIZE));
    }

    private static float[] normal(Noise noise, int n, long seed, long first, long turns) {
        float[] y = new float[n * SIZE];
        noise.normal(y, n, seed, first, turns);
        return y;
    }
}
