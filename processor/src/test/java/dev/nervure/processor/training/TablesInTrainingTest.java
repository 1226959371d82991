package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training passes over tensors that are the same for every sample: statistics, masks and losses are those of the batch. */
class TablesInTrainingTest {
    private static final Compiled NETWORK = Compiled.of(network());

    private static Network network() {
        Tensor x = Tensor.input("x", 2, 4).dense(4).named("y");
        Tensor table = Tensor.parameter(
                "table", List.of(2, 4), o -> o.initializer(Initializer.NORMAL).constant(1));
        Tensor normal = table.conv1d(2, 1).batchNorm(o -> o.name("norm")).named("normal");
        Tensor dropped = normal.dropout(0.5f).named("dropped");
        Tensor attended = dropped.multiHeadAttention(2, o -> o.dropout(0.3f)).named("attended");
        return Network.of(x.plus(attended).multiHeadAttention(dropped, 2).named("result"))
                .loss(x.plus(attended).meanSquaredError(Tensor.target("t", 2, 4)))
                .loss(table.pow(2).meanLoss(o -> o.weight(0.1f)));
    }

    /** Shards add up in another order, which is all that may differ. */
    @Test
    void theNumberOfThreadsDoesNotMatter() {
        Model alone = trained(1);
        for (int threads = 2; threads <= 3; threads++) {
            Model other = trained(threads);
            for (Parameter parameter : alone.weights()) {
                float[] expected = parameter.values();
                float[] values = other.weights().get(parameter.name()).values();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(values[i])
                            .as("%s[%d], %d threads", parameter.name(), i, threads)
                            .isCloseTo(expected[i], within(2e-5f));
                }
            }
        }
    }

    private static Model trained(int threads) {
        Random random = new Random(3);
        float[][] inputs = new float[18][8];
        float[][] targets = new float[18][8];
        for (int i = 0; i < inputs.length; i++) {
            for (int j = 0; j < 8; j++) {
                inputs[i][j] = (float) random.nextGaussian();
                targets[i][j] = (float) random.nextGaussian();
            }
        }
        Model model = NETWORK.model(1);
        Trainer.of(model)
                .optimizer(Optimizers.sgd(0.05f))
                .batchSize(6)
                .epochs(4)
                .seed(7)
                .threads(threads)
                .fit(Dataset.of(inputs, targets));
        return model;
    }

    @Test
    void everyBatchHasAMaskOfItsOwn() {
        Model model = NETWORK.model(1);
        Activations a = model.newActivations(3);
        Set<String> masks = new HashSet<>();
        for (int first = 0; first < 40; first++) {
            model.forward(a, 3, TrainingPass.of(5, first));
            StringBuilder mask = new StringBuilder();
            float[] normal = a.floats("normal");
            float[] dropped = a.floats("dropped");
            for (int i = 0; i < 8; i++) {
                assertThat(dropped[i]).isIn(0f, 2 * normal[i]);
                mask.append(dropped[i] == 0 ? 0 : 1);
            }
            masks.add(mask.toString());
        }
        assertThat(masks).hasSizeGreaterThan(25); // of 256, drawn 40 times: fewer than 30 are left once in 10,000
    }

    /** {@code (x − mean) / √(variance + ε)} of its own values, which running statistics follow by 0.1. */
    @Test
    void statisticsAreThoseOfTheTable() {
        Model model = NETWORK.model(1);
        Activations a = model.newActivations(3);
        model.forward(a, 3, TrainingPass.of(5, 0));
        float[] normal = a.floats("normal");
        for (int channel = 0; channel < 2; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                sum += normal[4 * channel + i];
                squares += normal[4 * channel + i] * normal[4 * channel + i];
            }
            assertThat(sum).isCloseTo(0, within(1e-5));
            assertThat(squares / 4).isCloseTo(1, within(1e-3));
        }
        assertThat(model.weights().get("norm.running_mean").values()).doesNotContain(0f);
    }
}
