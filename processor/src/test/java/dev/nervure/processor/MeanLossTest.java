package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import org.junit.jupiter.api.Test;

/** A loss that is composed of layers. */
class MeanLossTest {
    @Test
    void isTheMeanOfAllValuesTimesItsWeight() {
        Tensor y = Tensor.input("x", 3).dense(2).named("y");
        Model model = Compiled.of(Network.of(y).loss(y.pow(2).meanLoss(o -> o.weight(0.5f))))
                .model(1L);
        Activations a = model.newActivations(4);
        Gradients g = model.newGradients(4);
        for (int i = 0; i < 12; i++) {
            a.floats("x")[i] = 0.1f * i;
        }
        model.forward(a, 4);
        float loss = model.backward(a, g, 4);

        float[] values = a.floats("y");
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        assertThat(loss).isCloseTo((float) (0.5 * sum / 8), within(1e-6f));
        for (int i = 0; i < 8; i++) {
            assertThat(g.activation("y")[i]).isCloseTo(0.5f * 2 * values[i] / 8, within(1e-6f));
        }
    }
}
