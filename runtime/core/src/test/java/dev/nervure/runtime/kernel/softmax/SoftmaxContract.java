package dev.nervure.runtime.kernel.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.kernel.function.Elementwise;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Softmax} with the provider that runs, checked against double precision. */
abstract class SoftmaxContract {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10, 16, 17, 33, 64, 100, 300, 1000})
    void softmaxAndItsLogarithm(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] x = random(random, n + 1, 20);
        if (n > 2) {
            x[2] = Float.NEGATIVE_INFINITY;
        }
        double max = IntStream.range(0, n).mapToDouble(k -> x[1 + k]).max().orElseThrow();
        double sum =
                IntStream.range(0, n).mapToDouble(k -> Math.exp(x[1 + k] - max)).sum();

        float[] y = new float[n + 4];
        Softmax.rows(x, 1, 1, n, y, 2);
        for (int k = 0; k < n; k++) {
            double expected = Math.exp(x[1 + k] - max) / sum;
            assertThat((double) y[2 + k]).isCloseTo(expected, within(3e-6 * expected));
        }
        assertThat(new float[] {y[0], y[1], y[n + 2], y[n + 3]}).containsOnly(0f);

        assertThat((double) Softmax.logSumExp(x, 1, n)).isCloseTo(max + Math.log(sum), within(5e-6));

        Softmax.logRows(x, 1, 1, n, y, 2);
        for (int k = 0; k < n; k++) {
            assertThat((double) y[2 + k]).isCloseTo(x[1 + k] - max - Math.log(sum), within(5e-6));
        }
    }

    /** What is behind the values, here those that would be the largest, has no part in it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 17, 33, 64, 100, 300})
    void ofScoresInPlace(int n) {
        float factor = 0.3f;
        float[] scores = random(new SplittableRandom(n), 3 + (n + 63) / 64 * 64, 20);
        Arrays.fill(scores, 3 + n, scores.length, 1000f);
        double max = IntStream.range(0, n)
                .mapToDouble(k -> factor * scores[3 + k])
                .max()
                .orElseThrow();
        double sum = IntStream.range(0, n)
                .mapToDouble(k -> Math.exp((double) factor * scores[3 + k] - max))
                .sum();

        float[] weights = scores.clone();
        float logSum = Softmax.inPlace(weights, 3, n, factor);
        assertThat((double) logSum).isCloseTo(Math.log(sum), within(5e-6));
        float[] again = scores.clone();
        Softmax.againInPlace(again, 3, n, factor, logSum);
        for (int k = 0; k < n; k++) {
            double expected = Math.exp((double) factor * scores[3 + k] - max) / sum;
            assertThat((double) weights[3 + k]).isCloseTo(expected, within(3e-6 * expected));
            assertThat((double) again[3 + k]).isCloseTo(expected, within(5e-6 * expected));
        }
        assertThat(weights).startsWith(scores[0], scores[1], scores[2]);
        assertThat(again).startsWith(scores[0], scores[1], scores[2]);
    }

    /** The logarithm of the sum is not lost beside a large maximum: equal values of any size are equally probable. */
    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1f, 1e4f, 1e6f, 1e8f, -1e8f, 1e20f, 1e30f, 1e38f, -1e38f})
    void a5_equalValuesOfAnySize(float value) {
        for (int n : new int[] {8, 10, 16, 33, 64, 100}) {
            float[] x = new float[2 * n];
            Arrays.fill(x, value);
            float[] y = new float[2 * n];
            Softmax.logRows(x, 0, 2, n, y, 0);
            for (float logarithm : y) {
                assertThat((double) logarithm).isCloseTo(-Math.log(n), within(1e-6));
            }
            float[] scores = Arrays.copyOf(x, (n + 63) / 64 * 64);
            float logSum = Softmax.inPlace(scores.clone(), 0, n, 0.5f);
            Softmax.againInPlace(scores, 0, n, 0.5f, logSum);
            for (int k = 0; k < n; k++) {
                assertThat((double) scores[k]).isCloseTo(1.0 / n, within(1e-6 / n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-6, 1, 1e6, 1e20, 1e30})
    void a5_logSoftmaxIsThatOfDoublePrecision(double size) {
        SplittableRandom random = new SplittableRandom(5);
        for (int n : new int[] {8, 10, 16, 33, 64, 100}) {
            float[] x = random(random, n, size);
            double max = IntStream.range(0, n).mapToDouble(k -> x[k]).max().orElseThrow();
            double log = Math.log(
                    IntStream.range(0, n).mapToDouble(k -> Math.exp(x[k] - max)).sum());
            float[] y = new float[n];
            Softmax.logRows(x, 0, 1, n, y, 0);
            for (int k = 0; k < n; k++) {
                double expected = x[k] - max - log;
                assertThat((double) y[k]).isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** A row after another, each from its own offset: the same as row by row, set or added. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 100})
    void rowsOneAfterAnother(int width) {
        int rows = 3;
        SplittableRandom random = new SplittableRandom(width);
        float[] x = random(random, 1 + rows * width, 5);
        float[] dy = random(random, 3 + rows * width, 5);
        float[] logarithms = new float[2 + rows * width];
        Softmax.logRows(x, 1, rows, width, logarithms, 2);
        float[] y = new float[2 + rows * width];
        Softmax.rows(x, 1, rows, width, y, 2);
        for (int r = 0; r < rows; r++) {
            int row = r * width;
            double sum = 0;
            double slope = 0;
            double slopes = 0;
            for (int k = 0; k < width; k++) {
                sum += Math.exp(x[1 + row + k]);
                slope += (double) y[2 + row + k] * dy[3 + row + k];
                slopes += dy[3 + row + k];
            }
            for (boolean add : new boolean[] {false, true}) {
                float[] dx = random(new SplittableRandom(1), 4 + rows * width, 5);
                float[] before = dx.clone();
                Softmax.gradient(y, 2, dy, 3, rows, width, dx, 4, add);
                float[] dLog = before.clone();
                Softmax.logGradient(logarithms, 2, dy, 3, rows, width, dLog, 4, add);
                for (int k = 0; k < width; k++) {
                    double p = Math.exp(x[1 + row + k]) / sum;
                    double old = add ? before[4 + row + k] : 0;
                    assertThat((double) y[2 + row + k]).isCloseTo(p, within(1e-6));
                    assertThat((double) logarithms[2 + row + k]).isCloseTo(Math.log(p), within(5e-6));
                    assertThat((double) dx[4 + row + k]).isCloseTo(old + p * (dy[3 + row + k] - slope), within(2e-5));
                    assertThat((double) dLog[4 + row + k]).isCloseTo(old + dy[3 + row + k] - p * slopes, within(5e-5));
                }
                assertThat(dx).startsWith(Arrays.copyOf(before, 4));
                assertThat(dLog).startsWith(Arrays.copyOf(before, 4));
            }
        }
    }

    @Test
    void logSumExpOfInfinities() {
        float[] x = new float[40];
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        assertThat(Softmax.logSumExp(x, 0, 40)).isEqualTo(Float.NEGATIVE_INFINITY);
        x[20] = 3f;
        assertThat(Softmax.logSumExp(x, 0, 40)).isEqualTo(3f);
        x[30] = Float.POSITIVE_INFINITY;
        assertThat(Softmax.logSumExp(x, 0, 40)).isEqualTo(Float.POSITIVE_INFINITY);
    }

    /** Many rows, computed together where they are narrow, give the bits of each row alone, in place too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 33, 63, 64, 100})
    void rowsDoNotMix(int width) {
        int rows = 5;
        float[] x = random(new SplittableRandom(width), 2 + rows * width, 20);
        float[] y = new float[3 + rows * width + 1];
        float[] logY = y.clone();
        Softmax.rows(x, 2, rows, width, y, 3);
        Softmax.logRows(x, 2, rows, width, logY, 3);
        float[] inPlace = x.clone();
        Softmax.rows(inPlace, 2, rows, width, inPlace, 2);
        for (int r = 0; r < rows; r++) {
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int k = 0; k < width; k++) {
                max = Math.max(max, x[2 + r * width + k]);
            }
            for (int k = 0; k < width; k++) {
                sum += Math.exp(x[2 + r * width + k] - max);
            }
            for (int k = 0; k < width; k++) {
                double log = x[2 + r * width + k] - max - Math.log(sum);
                assertThat((double) y[3 + r * width + k]).isCloseTo(Math.exp(log), within(3e-6 * Math.exp(log)));
                assertThat((double) logY[3 + r * width + k]).isCloseTo(log, within(5e-6));
                assertThat(inPlace[2 + r * width + k]).isEqualTo(y[3 + r * width + k]);
            }
        }
        assertThat(y).startsWith(0, 0, 0).endsWith(0f);
        assertThat(logY).startsWith(0, 0, 0).endsWith(0f);
        assertThat(inPlace).startsWith(x[0], x[1]);
    }

    /** A masked place gets exactly 0; a row of which nothing is left is not a number, whatever its width. */
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40, 64, 100})
    void maskedPlaces(int width) {
        float[] x = new float[2 * width];
        Arrays.fill(x, 0, width, Float.NEGATIVE_INFINITY);
        Arrays.fill(x, width, 2 * width - 1, Float.NEGATIVE_INFINITY);
        float[] y = new float[2 * width];
        Softmax.rows(x, 0, 2, width, y, 0);
        for (int k = 0; k < width; k++) {
            assertThat(y[k]).isNaN();
            assertThat(y[width + k]).isEqualTo(k == width - 1 ? 1f : 0f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 17, 33, 64, 100, 300})
    void gradientsOfSoftmax(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] y = new float[n + 1];
        Softmax.rows(random(random, n, 3), 0, 1, n, y, 1);
        float[] dy = random(random, n + 2, 1);
        for (boolean add : new boolean[] {false, true}) {
            float[] dx = random(random, n + 3, 1);
            float[] before = dx.clone();
            Softmax.gradient(y, 1, dy, 2, 1, n, dx, 3, add);
            double dot = IntStream.range(0, n)
                    .mapToDouble(k -> (double) y[1 + k] * dy[2 + k])
                    .sum();
            for (int k = 0; k < n; k++) {
                double expected = y[1 + k] * (dy[2 + k] - dot) + (add ? before[3 + k] : 0);
                assertThat((double) dx[3 + k]).isCloseTo(expected, within(1e-6));
            }

            float[] logY = new float[n + 1];
            Elementwise.log(y, 1, logY, 1, n);
            float[] dLog = before.clone();
            Softmax.logGradient(logY, 1, dy, 2, 1, n, dLog, 3, add);
            double sum = IntStream.range(0, n).mapToDouble(k -> dy[2 + k]).sum();
            for (int k = 0; k < n; k++) {
                double expected = dy[2 + k] - Math.exp(logY[1 + k]) * sum + (add ? before[3 + k] : 0);
                assertThat((double) dLog[3 + k]).isCloseTo(expected, within(3e-6));
            }
        }
    }

    private static float[] random(SplittableRandom random, int length, double scale) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-scale, scale);
        }
        return values;
    }
}
