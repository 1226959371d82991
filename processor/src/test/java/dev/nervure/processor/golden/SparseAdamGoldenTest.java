package dev.nervure.processor.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.golden.Safetensors.Entry;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Updater;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps by rows beside PyTorch's SparseAdam. */
class SparseAdamGoldenTest {
    private static final int N = 4;
    private static final int WORDS = 3;

    /** Twelve steps of some 0.05, of which each looks few rows up. Where gradients cancel, their rounding grows to 6e-5. */
    @Test
    void stepsAsPyTorch() {
        Tensor ids = Tensor.input("ids", List.of(WORDS), o -> o.type(ElementType.INT));
        Tensor words = ids.embedding(140, 8, o -> o.name("words"));
        Model model = Compiled.of(
                        Network.of(words.flatten().dense(2, o -> o.name("out")).named("y"))
                                .loss(Loss.MEAN_SQUARED_ERROR))
                .model(1);
        Map<String, Entry> file = Safetensors.read("/golden/optim_sparse_adam.safetensors");
        for (Parameter parameter : model.weights()) {
            parameter.set(file.get("state." + parameter.name()).floats());
        }
        int[] all = file.get("ids").ints();
        float[] targets = file.get("targets").floats();
        Activations a = model.newTrainingActivations(N);
        Gradients g = model.newTrainingGradients(N);
        Updater u = Updater.of(model, Optimizers.adam(0.05f).sparse());
        for (int step = 0; step < all.length / N / WORDS; step++) {
            System.arraycopy(all, step * N * WORDS, a.ints("ids"), 0, N * WORDS);
            System.arraycopy(targets, step * N * 2, a.floats("targets"), 0, N * 2);
            model.forward(a, N, TrainingPass.of(1, 0));
            model.backward(a, g, N);
            u.step(g);
        }
        for (Parameter parameter : model.weights()) {
            assertThat(parameter.values())
                    .as(parameter.name())
                    .containsExactly(file.get("after." + parameter.name()).floats(), within(1e-4f));
        }
    }
}
