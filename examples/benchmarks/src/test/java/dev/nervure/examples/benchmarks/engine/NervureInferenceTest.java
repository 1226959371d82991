package dev.nervure.examples.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NervureInferenceTest {
    @ParameterizedTest
    @EnumSource
    void givesPyTorchsOutputs(Subject subject) {
        // Compared on the way.
        for (int samples : new int[] {1, 3}) {
            Engine.NERVURE
                    .inference(subject, samples, 1, Expected.of(subject, samples))
                    .close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TINY", "RES8", "TCN"})
    void aWrongWeightIsFound(Subject subject) {
        Model model = subject.model();
        Parameter bias = last(model);
        float[] values = bias.values();
        values[0] += 1e-3f;
        bias.set(values);
        Inference inference = new NervureInference(model, 1, 1);
        assertThatThrownBy(() -> Expected.of(subject, 1).check("the network", inference))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the network: output 0 is ")
                .hasMessageEndingWith(", the expected one is " + subject.tensors().output()[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"MLP", "CNN", "RES8", "ENCODER", "LSTM", "TAB"})
    void trainingChangesTheModelAndStaysFinite(Subject subject) {
        // The trainer itself refuses a loss that is not finite.
        try (Training training = Engine.NERVURE.training(subject, 1)) {
            training.steps(2);
        }
        assertThat(new Batches(subject).classification()).isEqualTo(subject != Subject.TAB);
    }

    private static Parameter last(Model model) {
        Parameter last = null;
        for (Parameter parameter : model.weights()) {
            last = parameter;
        }
        return last;
    }
}
