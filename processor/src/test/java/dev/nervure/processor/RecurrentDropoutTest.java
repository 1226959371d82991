package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Dropout between recurrent layers. Every layer hands on what it reads: its weights of inputs are the unit matrix, and
 * the others are 0. So the result of ones is the product of the masks.
 */
class RecurrentDropoutTest {
    private static final int STEPS = 5;
    private static final int UNITS = 40;
    private static final int SAMPLES = 50;
    private static final int SIZE = SAMPLES * STEPS * UNITS;
    private static final float P = 0.4f;

    private static Model model(int layers) {
        Tensor x = Tensor.input("x", STEPS, UNITS);
        Tensor y = x.rnn(UNITS, o -> o.layers(layers).dropout(P).nonlinearity(Activation.RELU));
        Model model = Compiled.of(Network.of(y.named("y"))).model(1);
        for (Parameter parameter : model.weights()) {
            float[] values = new float[parameter.size()];
            for (int i = 0; i < UNITS && parameter.name().contains("weight_ih"); i++) {
                values[i * UNITS + i] = 1;
            }
            parameter.set(values);
        }
        return model;
    }

    private static float[] masks(Model model, Activations a, long seed) {
        Arrays.fill(a.floats("x"), 1f);
        model.forward(a, SAMPLES, TrainingPass.of(seed, 0));
        return a.floats("y").clone();
    }

    private static double kept(float[] masks) {
        int kept = 0;
        for (float value : masks) {
            kept += value > 0 ? 1 : 0;
        }
        return kept / (double) masks.length;
    }

    @Test
    void eachValueBetweenTwoLayersIsZeroOrLarger() {
        Model model = model(2);
        Activations a = model.newActivations(SAMPLES);
        float[] masks = masks(model, a, 1);
        assertThat(masks).containsOnly(0, 1 / (1 - P));
        // 10,000 values with a deviation of √(0.24 / 10,000): four of them
        assertThat(kept(masks)).isCloseTo(1 - P, within(0.02));
        assertThat(masks(model, a, 1)).containsExactly(masks);
        assertThat(masks(model, a, 2)).isNotEqualTo(masks);
        float[] step0 = Arrays.copyOf(masks, UNITS);
        assertThat(Arrays.copyOfRange(masks, UNITS, 2 * UNITS)).isNotEqualTo(step0);
    }

    @Test
    void layersHaveMasksOfTheirOwn() {
        Model model = model(3);
        float[] masks = masks(model, model.newActivations(SAMPLES), 1);
        assertThat(kept(masks)).isCloseTo((1 - P) * (1 - P), within(0.02));
    }

    @Test
    void evaluationKeepsEverything() {
        Model model = model(3);
        Activations a = model.newActivations(SAMPLES);
        Arrays.fill(a.floats("x"), 1f);
        model.forward(a, SAMPLES);
        assertThat(a.floats("y")).hasSize(SIZE).containsOnly(1f);
    }

    /** Of ones, the product of the masks is its own gradient. */
    @Test
    void backwardDropsWhatForwardDropped() {
        Model model = model(3);
        Activations a = model.newActivations(SAMPLES);
        float[] masks = masks(model, a, 7);
        Gradients g = model.newGradients(SAMPLES);
        Arrays.fill(g.activation("y"), 1f);
        model.backwardFrom(a, g, SAMPLES);
        assertThat(g.activation("x")).containsExactly(masks);
    }
}
