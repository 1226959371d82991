package dev.nervure.runtime.kernel.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What {@link BatchStatistics} makes of sums: of three values of each of two channels, 1, 2, 6 and −4, −4, −4. */
class BatchStatisticsTest {
    private static final float EPS = 0.25f;

    private static double[] sums() {
        return new double[] {9, -12, 41, 48, 3};
    }

    @Test
    void ofABatch() {
        float[] mean = new float[2];
        float[] scale = new float[2];
        BatchStatistics.ofBatch(sums(), EPS, mean, scale);
        assertThat(mean).containsExactly(3, -4);
        double variance = (4 + 1 + 9) / 3.0;
        assertThat((double) scale[0]).isCloseTo(1 / Math.sqrt(variance + EPS), within(1e-7));
        assertThat(scale[1]).isEqualTo(2); // 1 / √ε
    }

    /** A variance is not negative, whatever rounding left of the sums. */
    @Test
    void ofEqualValues() {
        float[] mean = new float[1];
        float[] scale = new float[1];
        BatchStatistics.ofBatch(new double[] {0.3 * 3, 0.27 - 1e-12, 3}, 1e-20f, mean, scale);
        assertThat(scale[0]).isEqualTo(1e10f, within(1e4f));
    }

    @Test
    void oneValueHasNoVariance() {
        float[] mean = new float[1];
        assertThatThrownBy(() -> BatchStatistics.ofBatch(new double[] {5, 25, 1}, EPS, mean, mean))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("batch normalisation of a training pass needs more than one value of each channel, got 1: "
                        + "give it a larger batch, or run an evaluation");
        BatchStatistics.ofBatch(new double[] {5, 13, 2}, EPS, mean, new float[1]);
        assertThat(mean).containsExactly(2.5f);
    }

    /** As PyTorch: a share of the way, towards the unbiased variance. */
    @Test
    void runningStatisticsFollow() {
        float[] mean = {1, 0};
        float[] variance = {3, 1};
        BatchStatistics.follow(sums(), 0.25f, mean, variance);
        assertThat(mean).containsExactly(1 + 0.25f * (3 - 1), -1);
        assertThat(variance).containsExactly(3 + 0.25f * (7 - 3), 0.75f);
    }

    @Test
    void runningStatisticsAreThoseOfAnEndlessBatch() {
        double[] sums = sums();
        float[] mean = new float[2];
        float[] scale = new float[2];
        BatchStatistics.running(sums, new float[] {5, 6}, new float[] {0.75f, 3.75f}, EPS, mean, scale);
        assertThat(mean).containsExactly(5, 6);
        assertThat(scale).containsExactly(1, 0.5f);
        assertThat(sums).containsExactly(9, -12, 41, 48, Double.POSITIVE_INFINITY);
    }
}
