package dev.nervure.runtime.kernel.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CrossEntropy} of logits, and {@link Softmax#rows}, with the provider that runs, beside double precision. */
abstract class CrossEntropyContract {
    private static final int IGNORED = -100;

    /** Rows and classes: one row, rows that share vectors, more than are worked on together, rows wider than that. */
    @ParameterizedTest
    @CsvSource({"1, 10", "64, 10", "250, 10", "33, 1", "17, 63", "20, 64", "3, 1500"})
    void ofLogits(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(rows * 31L + classes);
        float[] logits = random(random, 3 + rows * classes, -20, 20);
        float[] weights = random(random, classes, 0.5, 2);
        int[] targets = new int[2 + rows];
        Arrays.setAll(targets, r -> r > 2 && r % 5 == 0 ? IGNORED : random.nextInt(classes));
        check(logits, targets, rows, classes, 0f, null);
        check(logits, targets, rows, classes, 0.1f, weights);
    }

    /** Rows of another target do not count, whichever stands first among the options. */
    @Test
    void ignoredTargets() {
        float[] logits = {1, 2, 3, 4};
        float[] weights = {2, 3};
        double[] both = new double[2];
        double[] other = new double[2];
        CrossEntropy.of(2).ignoreIndex(0).classWeights(weights).ofLogits(logits, 0, new int[] {0, 1}, 0, 2, both);
        CrossEntropy.of(2).classWeights(weights).ignoreIndex(7).ofLogits(logits, 2, new int[] {1}, 0, 1, other);
        assertThat(both).isEqualTo(other).satisfies(sums -> assertThat(sums[1]).isEqualTo(3));
    }

    private static void check(float[] logits, int[] targets, int rows, int classes, float smoothing, float[] weights) {
        double loss = 0;
        double weight = 0;
        double[] expected = new double[rows * classes];
        double scale = 0.25;
        for (int r = 0; r < rows; r++) {
            int target = targets[2 + r];
            if (target == IGNORED) {
                continue;
            }
            int row = 3 + r * classes;
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(logits[row + k]);
            }
            double all = 0;
            for (int k = 0; k < classes; k++) {
                all += share(k, target, classes, smoothing, weights);
            }
            for (int k = 0; k < classes; k++) {
                double share = share(k, target, classes, smoothing, weights);
                loss += share * (Math.log(sum) - logits[row + k]);
                expected[r * classes + k] = scale * (all * Math.exp(logits[row + k]) / sum - share);
            }
            weight += weights == null ? 1 : weights[target];
        }

        CrossEntropy plain = CrossEntropy.of(classes).labelSmoothing(smoothing);
        CrossEntropy crossEntropy = weights == null ? plain : plain.classWeights(weights);
        double[] sums = {1, 2};
        crossEntropy.ofLogits(logits, 3, targets, 2, rows, sums);
        assertThat(sums[0] - 1).isCloseTo(loss, within(1e-5 * rows));
        assertThat(sums[1] - 2).isCloseTo(weight, within(1e-5 * rows));

        for (boolean add : new boolean[] {false, true}) {
            float[] gradient = random(new SplittableRandom(1), logits.length, -1, 1);
            float[] before = gradient.clone();
            crossEntropy.gradientOfLogits(logits, 3, targets, 2, rows, (float) scale, gradient, add);
            for (int k = 0; k < expected.length; k++) {
                double all = expected[k] + (add ? before[3 + k] : 0);
                assertThat((double) gradient[3 + k]).isCloseTo(all, within(2e-6));
            }
            assertThat(Arrays.copyOf(gradient, 3)).isEqualTo(Arrays.copyOf(before, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 5", "20, 70"})
    void ofProbabilities(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] p = random(random, 3 + rows * classes, 0.01, 1);
        int[] targets = new int[2 + rows];
        Arrays.setAll(targets, r -> random.nextInt(classes));
        targets[1 + rows] = classes - 1;
        p[2 + rows * classes] = 0; // of the last row's target: its logarithm counts as −100
        double loss = 0;
        for (int r = 0; r < rows; r++) {
            loss -= Math.max(Math.log(p[3 + r * classes + targets[2 + r]]), -100);
        }
        double[] sums = {1, 2};
        CrossEntropy.of(classes).ofProbabilities(p, 3, targets, 2, rows, sums);
        assertThat(sums[0] - 1).isCloseTo(loss, within(1e-6 * rows));
        assertThat(sums[1]).isEqualTo(2 + rows);
        for (boolean add : new boolean[] {false, true}) {
            float[] gradient = random(new SplittableRandom(1), p.length, -1, 1);
            float[] before = gradient.clone();
            CrossEntropy.of(classes).gradientOfProbabilities(p, 3, targets, 2, rows, 0.25f, gradient, add);
            for (int i = 0; i < gradient.length; i++) {
                double slope = i >= 3 && (i - 3) % classes == targets[2 + (i - 3) / classes]
                        ? -0.25 / Math.max(p[i], 1e-12)
                        : 0;
                double expected = slope + (i < 3 || add ? before[i] : 0);
                assertThat((double) gradient[i]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    /** The least and the largest target are classes; one less and one more are not, and the exception says where. */
    @Test
    void targetsThatAreNoClass() {
        CrossEntropy ofThree = CrossEntropy.of(3);
        float[] x = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
        for (int wrong : new int[] {-1, 3}) {
            int[] targets = {9, 0, wrong};
            assertThatThrownBy(() -> ofThree.ofLogits(x, 0, targets, 1, 2, new double[2]))
                    .isInstanceOfSatisfying(TargetException.class, e -> {
                        assertThat(e.targets()).isSameAs(targets);
                        assertThat(e.position()).isEqualTo(2);
                        assertThat(e.classes()).isEqualTo(3);
                    });
            assertThatThrownBy(() -> ofThree.ofProbabilities(x, 0, targets, 1, 2, new double[2]))
                    .isInstanceOf(TargetException.class);
        }
        ofThree.ofLogits(x, 0, new int[] {0, 2}, 0, 2, new double[2]);
    }

    /** Each row is computed beside its own maximum: those of other rows would overflow or leave nothing. */
    @ParameterizedTest
    @ValueSource(ints = {5, 70})
    void rowsOfDifferentSize(int classes) {
        int rows = 9;
        float[] logits = new float[rows * classes];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 1000 * (i / classes % 3 - 1);
        }
        assertThat(loss(logits, rows, classes)).isCloseTo(rows * Math.log(classes), within(1e-5));
    }

    /** The weight of class {@code k} in the target of a row. */
    private static double share(int k, int target, int classes, float smoothing, float[] weights) {
        double share = (k == target ? 1 - smoothing : 0) + smoothing / classes;
        return share * (weights == null ? 1 : weights[k]);
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "9, 7", "5, 100"})
    void softmaxOfRows(int rows, int width) {
        SplittableRandom random = new SplittableRandom(rows + width);
        float[] x = random(random, 1 + rows * width, -20, 20);
        x[1 + rows * width - 2] = Float.NEGATIVE_INFINITY;
        float[] y = new float[2 + rows * width];
        Softmax.rows(x, 1, rows, width, y, 2);
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += Math.exp(x[1 + r * width + k]);
            }
            for (int k = 0; k < width; k++) {
                double expected = Math.exp(x[1 + r * width + k]) / sum;
                assertThat((double) y[2 + r * width + k]).isCloseTo(expected, within(3e-6 * expected));
            }
        }
        float[] inPlace = x.clone();
        Softmax.rows(inPlace, 1, rows, width, inPlace, 1);
        assertThat(Arrays.copyOfRange(inPlace, 1, x.length)).isEqualTo(Arrays.copyOfRange(y, 2, y.length));
    }

    /** What is not finite is not hidden: training looks at the loss. */
    @ParameterizedTest
    @CsvSource({"4, 10", "4, 100"})
    void lossesThatAreNotFinite(int rows, int classes) {
        float[] logits = new float[rows * classes];
        logits[classes + 1] = Float.NaN;
        assertThat(loss(logits, rows, classes)).isNaN();
        logits[classes + 1] = Float.POSITIVE_INFINITY;
        assertThat(loss(logits, rows, classes)).isEqualTo(Double.POSITIVE_INFINITY);
        Arrays.fill(logits, classes, 2 * classes, Float.NaN);
        assertThat(loss(logits, rows, classes)).isNaN();
    }

    /** Equal logits of any size give log classes, row by row and in one vector for several rows. */
    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1f, 1e4f, 1e6f, 1e8f, -1e8f, 1e20f, 1e30f, 1e38f, -1e38f})
    void a5_equalLogitsOfAnySize(float value) {
        for (int classes : new int[] {2, 8, 10, 64, 100}) {
            for (int rows : new int[] {1, 5}) {
                float[] logits = new float[rows * classes];
                Arrays.fill(logits, value);
                assertThat(loss(logits, rows, classes)).isCloseTo(rows * Math.log(classes), within(1e-5));
                double[] sums = new double[2];
                CrossEntropy.of(classes).labelSmoothing(0.1f).ofLogits(logits, 0, new int[rows], 0, rows, sums);
                assertThat(sums[0]).isCloseTo(rows * Math.log(classes), within(1e-5));
                float[] gradient = new float[logits.length];
                CrossEntropy.of(classes).gradientOfLogits(logits, 0, new int[rows], 0, rows, 1f, gradient, false);
                assertThat((double) gradient[1]).isCloseTo(1.0 / classes, within(1e-6));
            }
        }
    }

    private static double loss(float[] logits, int rows, int classes) {
        double[] sums = new double[2];
        CrossEntropy.of(classes).ofLogits(logits, 0, new int[rows], 0, rows, sums);
        return sums[0];
    }

    private static float[] random(SplittableRandom random, int length, double from, double to) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(from, to);
        }
        return values;
    }
}
