package dev.nervure.processor.golden;

import static dev.nervure.training.Optimizers.adagrad;
import static dev.nervure.training.Optimizers.adam;
import static dev.nervure.training.Optimizers.adamW;
import static dev.nervure.training.Optimizers.lion;
import static dev.nervure.training.Optimizers.nAdam;
import static dev.nervure.training.Optimizers.rAdam;
import static dev.nervure.training.Optimizers.rmsProp;
import static dev.nervure.training.Optimizers.sgd;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.golden.Safetensors.Entry;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.training.Dataset;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten full-batch steps of a generated network beside PyTorch's: losses and weights. */
@Tag("vector")
class OptimizerGoldenTest {
    /** Some hundred roundings at these weights: ten steps, each of a pass and an update. */
    private static final Close TRAJECTORY = new Close(0, 1e-5);

    private static final Compiled NETWORK = Compiled.of(Network.of(Tensor.input("x", 5)
                    .dense(8, o -> o.name("0").activation(Activation.TANH))
                    .dense(3, o -> o.name("2")))
            .loss(Loss.SOFTMAX_CROSS_ENTROPY));

    static Stream<Arguments> optimizers() {
        return Stream.of(
                with("sgd", t -> t.optimizer(sgd(0.1f))),
                with("sgd_momentum", t -> t.optimizer(sgd(0.05f).momentum(0.9f))),
                with("sgd_nesterov", t -> t.optimizer(sgd(0.05f).momentum(0.9f).nesterov())),
                with("sgd_weight_decay", t -> t.optimizer(sgd(0.1f).weightDecay(0.01f))),
                with("adam", t -> t.optimizer(adam(0.01f))),
                with("adamw", t -> t.optimizer(adamW(0.01f).weightDecay(0.1f))),
                with("rmsprop", t -> t.optimizer(rmsProp(0.01f))),
                with("adagrad", t -> t.optimizer(adagrad(0.1f))),
                with("adam_clip_norm_0.5", t -> t.optimizer(adam(0.01f)).clipNorm(0.5f)),
                with("nadam", t -> t.optimizer(nAdam(0.01f))),
                with("radam", t -> t.optimizer(rAdam(0.05f))),
                with("lion", t -> t.optimizer(lion(0.003f).weightDecay(0.1f))),
                with(
                        "groups",
                        t -> t.optimizer(adamW(0.001f).with("2.*", adamW(0.01f).weightDecay(0.2f)))),
                with("clip_value", t -> t.optimizer(sgd(0.5f)).clipValue(0.02f)));
    }

    private static Arguments with(String name, UnaryOperator<Trainer> settings) {
        return Arguments.of(name, settings);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void stepsAsPyTorch(String name, UnaryOperator<Trainer> settings) {
        Map<String, Entry> file = Safetensors.read("/golden/optim_" + name + ".safetensors");
        Model model = NETWORK.model(0);
        for (Parameter parameter : model.weights()) {
            parameter.set(file.get("state." + parameter.name()).floats());
        }
        float[] x = file.get("in.x").floats();
        float[][] rows = new float[16][];
        Arrays.setAll(rows, s -> Arrays.copyOfRange(x, 5 * s, 5 * s + 5));
        TrainingHistory history = settings.apply(Trainer.of(model))
                .batchSize(16)
                .epochs(10)
                .fit(Dataset.of(rows, file.get("target").ints()));

        float[] losses = new float[10];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = (float) history.epochs().get(i).loss();
        }
        TRAJECTORY.check("losses", losses, file.get("losses").floats());
        for (Parameter parameter : model.weights()) {
            TRAJECTORY.check(
                    parameter.name(),
                    parameter.values(),
                    file.get("after." + parameter.name()).floats());
        }
    }
}
