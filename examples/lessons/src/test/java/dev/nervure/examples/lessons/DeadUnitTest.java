package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeadUnitTest {
    /** ∂L/∂w1 = 2 (a − y) x1 with a = 0.5 + 2 w2, until a is 0. */
    @Test
    void movingOneWeightTakesTheGradientOfTheOther() {
        for (double w2 : new double[] {1, 0.5, 0, -0.2}) {
            assertThat(DeadUnit.slope(w2)).isCloseTo(2 * (0.5 + 2 * w2 - 3), within(1e-6));
        }
        for (double w2 : new double[] {-0.3, -0.5, -10}) {
            assertThat(DeadUnit.slope(w2)).isZero();
        }
    }

    @Test
    void largeStepsKillUnitsOfReluOnly() {
        List<DeadUnit.Outcome> outcomes = DeadUnit.run().outcomes();
        assertThat(outcomes).hasSize(6);
        List<DeadUnit.Outcome> relu =
                outcomes.stream().filter(o -> o.function().equals("ReLU")).toList();
        List<DeadUnit.Outcome> leaky =
                outcomes.stream().filter(o -> o.function().equals("leaky ReLU")).toList();
        assertThat(relu.get(2).dead()).isGreaterThan(relu.get(0).dead() + 0.2);
        assertThat(leaky).allSatisfy(outcome -> assertThat(outcome.dead()).isZero());
        assertThat(relu).allSatisfy(outcome -> assertThat(outcome.zeros()).isGreaterThan(0.2));
        assertThat(leaky).allSatisfy(outcome -> assertThat(outcome.zeros()).isLessThan(0.01));
    }
}
