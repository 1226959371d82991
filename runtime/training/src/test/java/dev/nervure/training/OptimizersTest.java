package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten full-batch steps beside PyTorch's; 1e-5 is some hundred times the rounding of one step at these weights. */
class OptimizersTest {
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of("sgd", optimizer(Optimizers.sgd(0.1f))),
                Arguments.of("sgd_momentum", optimizer(Optimizers.sgd(0.05f).momentum(0.9f))),
                Arguments.of(
                        "sgd_nesterov",
                        optimizer(Optimizers.sgd(0.05f).momentum(0.9f).nesterov())),
                Arguments.of("sgd_weight_decay", optimizer(Optimizers.sgd(0.1f).weightDecay(0.01f))),
                Arguments.of("sgd_weight_decay", optimizer(Optimizers.sgd(0.1f)).andThen(t -> t.l2("*", 0.01f))),
                Arguments.of("adam", optimizer(Optimizers.adam(0.01f))),
                Arguments.of("adamw", optimizer(Optimizers.adamW(0.01f).weightDecay(0.1f))),
                Arguments.of("rmsprop", optimizer(Optimizers.rmsProp(0.01f))),
                Arguments.of("adagrad", optimizer(Optimizers.adagrad(0.1f))),
                Arguments.of(
                        "adam_clip_norm_0.5", optimizer(Optimizers.adam(0.01f)).andThen(t -> t.clipNorm(0.5f))));
    }

    private static Function<Trainer, Trainer> optimizer(Optimizer optimizer) {
        return trainer -> trainer.optimizer(optimizer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void stepsAsPyTorch(String name, Function<Trainer, Trainer> settings) {
        assertFollows(name, settings, 1, 1);
        assertFollows(name, settings, 3, 1);
        assertFollows(name, settings, 2, 4);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizers.sgd(0.1f).momentum(0.9f),
                Optimizers.rmsProp(0.1f),
                Optimizers.adagrad(0.1f),
                Optimizers.adam(0.1f),
                Optimizers.adamW(0.1f));
    }

    /** The same step to the bit, and the weights before it in the stretch that it changes. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stepThatKeepsTheWeights(Optimizer optimizer) {
        float[] weights = new float[100];
        float[] gradients = new float[100];
        for (int i = 0; i < 100; i++) {
            weights[i] = (float) Math.sin(i);
            gradients[i] = (float) Math.cos(3 * i);
        }
        float[] first = weights.clone();
        float[] changed = weights.clone();
        optimizer.step(1, 0.1).update(changed, gradients, 0.5f, new float[optimizer.memory()][100], 10, 90);
        float[] before = new float[100];
        optimizer
                .step(1, 0.1)
                .updateKeeping(weights, before, gradients, 0.5f, new float[optimizer.memory()][100], 10, 90);
        assertThat(weights).isEqualTo(changed).isNotEqualTo(first);
        Arrays.fill(first, 0, 10, 0f);
        Arrays.fill(first, 90, 100, 0f);
        assertThat(before).isEqualTo(first);
    }

    private static void assertFollows(String name, Function<Trainer, Trainer> settings, int threads, int accumulate) {
        Path file = Path.of("src/test/resources/golden/optim_" + name + ".safetensors");
        try (SafetensorsReader golden = SafetensorsReader.open(file)) {
            TwoLayerModel model = TwoLayerModel.create(0);
            for (Parameter parameter : model.weights()) {
                if (parameter.trainable()) {
                    parameter.set(golden.floats("state." + parameter.name()));
                }
            }
            float[] x = golden.floats("in.x");
            float[][] rows = new float[16][];
            Arrays.setAll(rows, s -> Arrays.copyOfRange(x, 5 * s, 5 * s + 5));
            int[] classes = new int[16];
            Arrays.setAll(classes, s -> s % 3); // as the golden file was made
            TrainingHistory history = settings.apply(Trainer.of(model))
                    .batchSize(16 / accumulate)
                    .accumulate(accumulate)
                    .threads(threads)
                    .epochs(10)
                    .fit(Dataset.of(rows, classes));

            float[] losses = golden.floats("losses");
            for (int i = 0; i < losses.length; i++) {
                assertThat((float) history.epochs().get(i).loss()).isCloseTo(losses[i], within(TOLERANCE));
            }
            for (Parameter parameter : model.weights()) {
                if (parameter.trainable()) {
                    assertThat(parameter.values())
                            .as(parameter.name())
                            .containsExactly(golden.floats("after." + parameter.name()), within(TOLERANCE));
                }
            }
        }
    }

    /** Reference steps in double precision for what PyTorch's files do not cover. */
    @Test
    void momentumOfRmsProp() {
        RmsProp rmsProp = Optimizers.rmsProp(0.01f).momentum(0.9f).alpha(0.5f).weightDecay(0.1f);
        double w = 1;
        double square = 0;
        double velocity = 0;
        float[] weights = {1};
        float[][] memory = new float[rmsProp.memory()][1];
        for (int step = 1; step <= 5; step++) {
            double g = 0.3 * step + 0.1 * w;
            square = 0.5 * square + 0.5 * g * g;
            velocity = 0.9 * velocity + g / (Math.sqrt(square) + 1e-8);
            w -= 0.01 * velocity;
            rmsProp.step(step, 0.01).update(weights, new float[] {0.6f * step}, 0.5f, memory, 0, 1);
        }
        assertThat(weights[0]).isCloseTo((float) w, within(1e-6f));
    }

    @Test
    void learningRateDecayOfAdagrad() {
        Adagrad adagrad = Optimizers.adagrad(0.1f).learningRateDecay(0.5f).weightDecay(0.1f);
        double w = 1;
        double sum = 0;
        float[] weights = {1};
        float[][] memory = new float[1][1];
        for (int step = 1; step <= 5; step++) {
            double g = 0.3 + 0.1 * w;
            sum += g * g;
            w -= 0.1 / (1 + (step - 1) * 0.5) * g / (Math.sqrt(sum) + 1e-10);
            adagrad.step(step, 0.1).update(weights, new float[] {0.3f}, 1, memory, 0, 1);
        }
        assertThat(weights[0]).isCloseTo((float) w, within(1e-6f));
    }

    @Test
    void onlyItsPartOfTheWeightsChanges() {
        for (Optimizer optimizer : new Optimizer[] {
            Optimizers.sgd(1),
            Optimizers.sgd(1).momentum(0.5f),
            Optimizers.rmsProp(1),
            Optimizers.adagrad(1),
            Optimizers.adam(1),
            Optimizers.adamW(1)
        }) {
            float[] weights = {5, 5, 5, 5};
            optimizer.step(1, 1).update(weights, new float[] {1, 1, 1, 1}, 1, new float[optimizer.memory()][4], 1, 3);
            assertThat(weights).as(optimizer.toString()).startsWith(5).endsWith(5);
            assertThat(weights[1]).isLessThan(5).isEqualTo(weights[2]);
        }
    }

    @Test
    void messages() {
        assertThatThrownBy(() -> Optimizers.adam(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning rate must be a positive number, got 0.0");
        assertThatThrownBy(() -> Optimizers.adam(0.1f).betas(0.9f, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta2 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> Optimizers.sgd(0.1f).weightDecay(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight decay must be 0 or more, got -1.0");
        assertThatThrownBy(() -> Optimizers.sgd(0.1f).nesterov())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nesterov's look-ahead needs a momentum; call momentum(…) first");
    }
}
