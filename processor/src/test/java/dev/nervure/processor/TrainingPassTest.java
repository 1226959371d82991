package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a training pass does otherwise than an evaluation: statistics of the batch, and dropout. */
@Tag("vector")
class TrainingPassTest {
    private static final Compiled NORMALISED = Compiled.of(Network.of(Tensor.input("x", 3, 4)
                    .batchNorm()
                    .named("norm")
                    .flatten()
                    .dense(2)
                    .named("y"))
            .loss(Loss.MEAN_SQUARED_ERROR));

    private static final Compiled DROPPING = Compiled.of(
            Network.of(Tensor.input("x", 50).dense(50).named("h").dropout(0.3f).named("y")));

    private static final Compiled ATTENDING = attention(0.4f);

    /** The sums of a batch are added in another order when it is cut: equal up to rounding, here of a few updates. */
    @Test
    void statisticsAndWeightsAreTheSameForAnyNumberOfThreads() {
        Model alone = train(1);
        for (int threads : new int[] {2, 3}) {
            Model together = train(threads);
            for (Parameter parameter : alone.weights()) {
                assertThat(together.weights().get(parameter.name()).values())
                        .as(parameter.name() + ", " + threads + " threads")
                        .containsExactly(parameter.values(), within(1e-5f));
            }
        }
        assertThat(alone.weights().get("norm.running_mean").values()).doesNotContain(0f);
    }

    private static Model train(int threads) {
        Random random = new Random(2);
        float[][] inputs = new float[20][];
        float[][] targets = new float[20][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = floats(random, 12);
            targets[i] = floats(random, 2);
        }
        Model model = NORMALISED.model(1);
        Trainer.of(model)
                .optimizer(Optimizers.sgd(0.1f))
                .batchSize(10)
                .epochs(3)
                .seed(1)
                .threads(threads)
                .fit(Dataset.of(inputs, targets));
        return model;
    }

    @Test
    void anEvaluationWritesNoStatistics() {
        Model model = NORMALISED.model(1);
        Activations a = model.newActivations(4);
        Arrays.fill(a.floats("x"), 3f);
        model.forward(a, 4);
        assertThat(model.weights().get("norm.running_mean").values()).containsOnly(0f);
        assertThat(model.weights().get("norm.running_var").values()).containsOnly(1f);
    }

    @Test
    void oneValueAChannelHasNoStatistics() {
        Model model = Compiled.of(Network.of(Tensor.input("x", 3).batchNorm().named("y")))
                .model(1);
        Activations a = model.newActivations(1);
        assertThatThrownBy(() -> model.forward(a, 1, TrainingPass.of(1, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "batch normalisation of a training pass needs more than one value of each channel, got 1: give "
                                + "it a larger batch, or run an evaluation");
    }

    @Test
    void whatIsDroppedDependsOnSeedAndSampleAlone() {
        Model model = DROPPING.model(1);
        Activations whole = model.newActivations(6);
        Activations part = model.newActivations(4);
        float[] inputs = floats(new Random(1), 6 * 50);
        System.arraycopy(inputs, 0, whole.floats("x"), 0, inputs.length);
        System.arraycopy(inputs, 2 * 50, part.floats("x"), 0, 4 * 50);
        model.forward(whole, 6, TrainingPass.of(5, 100));
        model.forward(part, 4, TrainingPass.of(5, 102));
        float[] dropped = whole.floats("y").clone();
        assertThat(part.floats("y")).containsExactly(Arrays.copyOfRange(dropped, 2 * 50, 6 * 50));

        model.forward(whole, 6, TrainingPass.of(6, 100));
        assertThat(whole.floats("y")).isNotEqualTo(dropped);
    }

    @Test
    void droppedValuesAreZeroAndTheOthersScaled() {
        Model model = DROPPING.model(1);
        int n = 200;
        Activations a = model.newActivations(n);
        System.arraycopy(floats(new Random(1), n * 50), 0, a.floats("x"), 0, n * 50);
        model.forward(a, n, TrainingPass.of(5, 0));
        float[] h = a.floats("h");
        float[] y = a.floats("y");
        Gradients g = model.newGradients(n);
        Arrays.fill(g.activation("y"), 1f);
        model.backwardFrom(a, g, n);
        int zeros = 0;
        for (int i = 0; i < y.length; i++) {
            zeros += y[i] == 0 ? 1 : 0;
            assertThat(y[i]).isIn(0f, h[i] * (1 / (1 - 0.3f)));
            assertThat(g.activation("h")[i]).isEqualTo(y[i] == 0 ? 0f : 1 / (1 - 0.3f));
        }
        // 10,000 values, each dropped with probability 0.3: a deviation of 46; five of them.
        assertThat(zeros).isBetween(3_000 - 230, 3_000 + 230);

        model.forward(a, n);
        assertThat(a.floats("y")).containsExactly(a.floats("h"));
    }

    private static Compiled attention(float dropout) {
        return Compiled.of(Network.of(Tensor.input("x", 5, 8)
                .multiHeadAttention(2, o -> o.causal(true).dropout(dropout).name("a"))
                .named("y")));
    }

    @Test
    void attentionKeepsItsMeanWhereWeightsAreDropped() {
        Model model = ATTENDING.model(1);
        int n = 4_000;
        float[] x = floats(new Random(1), 40);
        Activations a = model.newActivations(n);
        for (int s = 0; s < n; s++) {
            System.arraycopy(x, 0, a.floats("x"), 40 * s, 40);
        }
        model.forward(a, n, TrainingPass.of(3, 0));
        double[] mean = new double[40];
        for (int i = 0; i < 40 * n; i++) {
            mean[i % 40] += a.floats("y")[i] / n;
        }
        assertThat(Arrays.copyOf(a.floats("y"), 40)).isNotEqualTo(Arrays.copyOfRange(a.floats("y"), 40, 80));

        Model whole = attention(0).model(1);
        Activations evaluated = whole.newActivations(1);
        System.arraycopy(x, 0, evaluated.floats("x"), 0, 40);
        whole.forward(evaluated, 1);
        model.forward(a, 1);
        assertThat(Arrays.copyOf(a.floats("y"), 40)).containsExactly(evaluated.floats("y"));
        for (int i = 0; i < 40; i++) { // values of some 0.3: a deviation of the mean of 0.3 / √4000, five of them
            assertThat(mean[i]).isCloseTo(evaluated.floats("y")[i], within(0.025));
        }
    }

    @Test
    void attentionFeelsTheMaskOnItsWayBack() {
        Model model = ATTENDING.model(1);
        Activations a = model.newActivations(3);
        float[] x = floats(new Random(1), 3 * 40);
        System.arraycopy(x, 0, a.floats("x"), 0, x.length);
        float[] seed = floats(new Random(2), x.length);
        Gradients g = model.newGradients(3);
        model.forward(a, 3, TrainingPass.of(3, 7));
        System.arraycopy(seed, 0, g.activation("y"), 0, seed.length);
        model.backwardFrom(a, g, 3);
        float[] gradient = g.activation("x").clone();
        float step = 1e-2f;
        for (int i = 0; i < x.length; i++) {
            double slope =
                    (seeded(model, a, seed, i, x[i] + step) - seeded(model, a, seed, i, x[i] - step)) / (2 * step);
            a.floats("x")[i] = x[i];
            // the quotient of floats: 1e-7 of a sum of some units, through the step; and step²
            assertThat(gradient[i]).as("∂x[%d]", i).isCloseTo((float) slope, within(5e-4f));
        }
    }

    private static double seeded(Model model, Activations a, float[] seed, int i, float value) {
        a.floats("x")[i] = value;
        model.forward(a, 3, TrainingPass.of(3, 7));
        double sum = 0;
        for (int j = 0; j < seed.length; j++) {
            sum += (double) seed[j] * a.floats("y")[j];
        }
        return sum;
    }

    private static float[] floats(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() - 0.4f;
        }
        return values;
    }
}
