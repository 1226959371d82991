package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Flattening, and dropout in an evaluation, move nothing where memory is shared. */
class ViewsTest {
    private static final int N = 3;

    private static final Compiled NETWORK = Compiled.of(Network.of(Tensor.input("x", 2, 6, 6)
                    .conv2d(4, 3, o -> o.activation(Activation.TANH))
                    .named("convolved")
                    .avgPool2d(2)
                    .named("pooled")
                    .flatten()
                    .named("flat")
                    .dropout(0.5f)
                    .named("dropped")
                    .dense(3)
                    .named("y"))
            .loss(Loss.MEAN_SQUARED_ERROR));

    @Test
    void oneArrayHoldsBothInActivationsThatShareMemory() throws ReflectiveOperationException {
        Model model = NETWORK.model(1);
        Activations inference = model.newInferenceActivations(N);
        assertThat(field(inference, "flat")).isSameAs(field(inference, "pooled"));
        assertThat(field(inference, "dropped")).isSameAs(field(inference, "flat"));
        Activations looking = model.newActivations(N);
        assertThat(field(looking, "flat")).isNotSameAs(field(looking, "pooled"));
        Gradients training = model.newTrainingGradients(N);
        assertThat(field(training, "flat")).isSameAs(field(training, "dropped"));
        assertThat(field(training, "pooled")).isSameAs(field(training, "flat"));
    }

    @Test
    void everyFormGivesTheSameBits() {
        Model model = NETWORK.model(1);
        Activations looking = filled(model.newActivations(N));
        Activations inference = filled(model.newInferenceActivations(N));
        model.forward(looking, N);
        model.forward(inference, N);
        assertThat(inference.floats("y")).isEqualTo(looking.floats("y"));

        Activations training = filled(model.newTrainingActivations(N));
        TrainingPass pass = TrainingPass.of(3, 0);
        model.forward(looking, N, pass);
        model.forward(training, N, pass);
        Gradients all = model.newGradients(N);
        Gradients ofParameters = model.newTrainingGradients(N);
        assertThat(model.backward(training, ofParameters, N)).isEqualTo(model.backward(looking, all, N));
        model.weights().forEach(parameter -> assertThat(ofParameters.parameter(parameter.name()))
                .isEqualTo(all.parameter(parameter.name())));
        assertThat(looking.floats("dropped")).contains(0f).isNotEqualTo(looking.floats("flat"));
    }

    private static Activations filled(Activations a) {
        SplittableRandom random = new SplittableRandom(5);
        for (float[] values : new float[][] {a.floats("x"), a.floats("targets")}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
        }
        return a;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
