package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.lang.reflect.InvocationTargetException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a generated model that cannot be answered. */
class CallsTest {
    private static final Compiled COMPILED = Compiled.of(
            Network.of(Tensor.input("x", 3).dense(4).relu().dense(2).named("y")).loss(Loss.MEAN_SQUARED_ERROR));

    private final Model model = COMPILED.model(1);

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 5, Integer.MIN_VALUE})
    void samplesOutOfRange(int n) {
        Activations a = model.newActivations(4);
        assertThatThrownBy(() -> model.forward(a, n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be in 1 … 4 (the capacity), got " + n);
    }

    @Test
    void capacityOfNothing() {
        assertThatThrownBy(() -> model.newActivations(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity must be at least 1, got 0");
    }

    @Test
    void gradientsOfFewerSamples() {
        Activations a = model.newActivations(4);
        model.forward(a, 4);
        assertThatThrownBy(() -> model.backward(a, model.newGradients(3), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("these gradients hold 3 samples, not 4");
    }

    @Test
    void backwardOfOtherSamplesThanForward() {
        Activations a = model.newActivations(4);
        Gradients g = model.newGradients(4);
        assertThatThrownBy(() -> model.backward(a, g, 4)).hasMessage("no forward pass has run on these activations");
        model.forward(a, 3);
        assertThatThrownBy(() -> model.backward(a, g, 4))
                .hasMessage("the forward pass that ran last had 3 samples, not 4");
    }

    @Test
    void lengthOfASample() throws ReflectiveOperationException {
        var predict = COMPILED.type("Model").getMethod("predict", float[].class);
        assertThat((float[]) predict.invoke(model, (Object) new float[3])).hasSize(2);
        assertThatThrownBy(() -> predict.invoke(model, (Object) new float[4]))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 3 values a sample, got 4");
    }

    @Test
    void whatIsNotKept() {
        Activations training = model.newTrainingActivations(1);
        assertThatThrownBy(() -> training.floats("dense"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'dense' shares its memory with other tensors in activations from newTrainingActivations; "
                        + "newActivations keeps it");
        Activations inference = model.newInferenceActivations(1);
        assertThatThrownBy(() -> inference.floats("relu")).isInstanceOf(IllegalStateException.class);
        model.forward(inference, 1);
        assertThatThrownBy(() -> model.backward(inference, model.newGradients(1), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("activations from newInferenceActivations keep nothing for backward");
        assertThatThrownBy(() -> model.newTrainingGradients(1).activation("dense"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newGradients keeps it");
    }

    @Test
    void unknownTensors() {
        assertThatThrownBy(() -> model.newActivations(1).floats("z"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no tensor 'z' of that type; there are [x, dense, relu, targets, y, loss]");
        assertThatThrownBy(() -> model.newActivations(1).ints("x")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> model.newGradients(1).activation("z")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void withoutLossOrParameters() {
        Model without = Compiled.of(Network.of(Tensor.input("x", 3).relu())).model(1);
        Activations a = without.newActivations(1);
        without.forward(a, 1);
        assertThatThrownBy(() -> without.loss(a, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Net is declared without a loss");
        assertThatThrownBy(() -> without.backward(a, without.newGradients(1), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Net has no trainable parameter, and so no backward pass");
    }
}
