package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ByteRoundingTest {
    /** Normal values, with a few far out in each row. */
    private static float[] weights(int rows, int in) {
        SplittableRandom random = new SplittableRandom(5);
        float[] w = new float[rows * in];
        for (int i = 0; i < w.length; i++) {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                sum += random.nextDouble() - 0.5;
            }
            w[i] = (float) (sum * (i % 97 == 0 ? 0.4 : 0.1));
        }
        return w;
    }

    private static double squares(float[] w, ByteWeights rounded) {
        float[] values = new float[w.length];
        rounded.read(values);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += Math.pow(w[i] - values[i], 2);
        }
        return sum;
    }

    @Test
    void theRangeCutsNothingOff() {
        float[] w = weights(7, 400);
        ByteWeights rounded = ByteRounding.RANGE.round(w, 400);
        float[] values = new float[w.length];
        rounded.read(values);
        for (int i = 0; i < w.length; i++) {
            // Half a step, and the rounding of the two products with the scale.
            assertThat(Math.abs(w[i] - values[i])).isLessThan(rounded.scales()[i / 400] * 0.5001f);
        }
        assertThat(rounded.values()).contains((byte) 127).doesNotContain((byte) -128);
    }

    @Test
    void meanSquareHasTheLeastError() {
        float[] w = weights(7, 400);
        double least = squares(w, ByteRounding.MEAN_SQUARE.round(w, 400));
        assertThat(least).isLessThan(squares(w, ByteRounding.RANGE.round(w, 400)));
        assertThat(least).isLessThan(squares(w, ByteRounding.PERCENTILE.round(w, 400)));
        for (float factor = 0.3f; factor < 1.2f; factor += 0.05f) {
            // No other scale that all rows take of their range is better.
            float[] scales = ByteRounding.RANGE.round(w, 400).scales();
            byte[] values = new byte[w.length];
            for (int i = 0; i < w.length; i++) {
                scales[i / 400] = i % 400 == 0 ? scales[i / 400] * factor : scales[i / 400];
                values[i] = (byte) Math.max(-127, Math.min(127, Math.rint(w[i] / scales[i / 400])));
            }
            assertThat(least).isLessThanOrEqualTo(squares(w, new ByteWeights(values, scales)) * 1.0001);
        }
    }

    @Test
    void aPercentileCutsOffTheLargest() {
        float[] w = new float[1000];
        for (int i = 0; i < 1000; i++) {
            w[i] = i < 6 ? 50 : (i % 2 == 0 ? 1 : -1);
        }
        // Six are far out, of which the rule leaves out five.
        assertThat(ByteRounding.PERCENTILE.round(w, 1000).scales()[0]).isEqualTo(50f / 127);
        w[5] = 1;
        assertThat(ByteRounding.PERCENTILE.round(w, 1000).scales()[0]).isEqualTo(1f / 127);
    }

    @Test
    void groupsHaveLessError() {
        float[] w = weights(8, 256);
        double row = squares(w, ByteRounding.MEAN_SQUARE.round(w, 256));
        double of64 = squares(w, ByteRounding.MEAN_SQUARE.round(w, 64));
        double of32 = squares(w, ByteRounding.MEAN_SQUARE.round(w, 32));
        assertThat(of64).isLessThan(row);
        assertThat(of32).isLessThan(of64);
    }

    @ParameterizedTest
    @EnumSource
    void whatAScaleCanHoldIsHeld(ByteRounding rule) {
        float[] w = {0, 0, 0, 0, 1e-40f, -1e-41f, 0, 0, 3e38f, -3e38f, 3e38f, 3e38f, 127, -64, 1, 127};
        ByteWeights rounded = rule.round(w, 4);
        assertThat(rounded.scales()).doesNotContain(0f, Float.POSITIVE_INFINITY, Float.NaN);
        float[] values = new float[16];
        rounded.read(values);
        for (int i = 0; i < 16; i++) {
            assertThat(values[i])
                    .isCloseTo(w[i], org.assertj.core.api.Assertions.within(1e-6f + Math.abs(w[i]) * 0.01f));
        }
    }
}
