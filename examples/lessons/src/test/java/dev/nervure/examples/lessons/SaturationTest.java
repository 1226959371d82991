package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SaturationTest {
    @Test
    void slopeOfTheSigmoid() {
        assertThat(Saturation.slope(0)).isEqualTo(0.25);
        for (double z : new double[] {1, 5, 10}) {
            double a = 1 / (1 + Math.exp(-z));
            // a is near 1, so 1 − a keeps few digits in single precision.
            assertThat(Saturation.slope(z)).isCloseTo(a * (1 - a), within(2e-7));
        }
        assertThat(Saturation.slope(5)).isCloseTo(0.0066, within(5e-5));
        assertThat(Saturation.slope(10)).isCloseTo(0.000045, within(5e-7));
    }

    @Test
    void tenSigmoidsHardlyLearn() {
        Saturation lesson = Saturation.run();
        Saturation.Run sigmoid = lesson.of("sigmoid");
        assertThat(sigmoid.before()[0]).isLessThan(1e-4 * sigmoid.before()[9]);
        assertThat(sigmoid.after()[0]).isLessThan(1e-4 * sigmoid.after()[9]);
        assertThat(sigmoid.lastLoss()).isCloseTo(Math.log(10), within(0.05));
        for (String function : new String[] {"tanh", "ReLU", "GELU"}) {
            Saturation.Run other = lesson.of(function);
            assertThat(other.before()[0]).as(function).isGreaterThan(0.1 * other.before()[9]);
            assertThat(other.lastLoss()).as(function).isLessThan(0.8);
        }
    }
}
