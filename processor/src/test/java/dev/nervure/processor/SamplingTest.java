package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Draws of a training pass: what they depend on, and the gradients that pass them. */
class SamplingTest {
    private static final int N = 6;
    private static final int SIZE = 40;
    private static final Compiled DRAWN = drawn();

    private static Compiled drawn() {
        Tensor x = Tensor.input("x", SIZE);
        Tensor mean = x.dense(SIZE).named("mean");
        Tensor deviation = x.dense(SIZE).exp().named("deviation");
        Tensor high = x.dense(SIZE).named("high");
        return Compiled.of(Network.of(
                mean.normal(deviation).named("z"),
                mean.uniform(high).named("u"),
                mean.normal(0.5f).named("noisy"),
                mean.uniform(0.25f).named("dithered"),
                mean.plus(Tensor.parameter("prior", SIZE).normal(1)).named("shared")));
    }

    @Test
    void evaluationsGiveMeansAndMiddles() {
        Model model = DRAWN.model(1);
        Activations a = filled(model, N);
        model.forward(a, N);
        float[] mean = a.floats("mean");
        float[] high = a.floats("high");
        assertThat(a.floats("z")).containsExactly(mean);
        assertThat(a.floats("noisy")).containsExactly(mean);
        assertThat(a.floats("dithered")).containsExactly(mean, within(1e-7f));
        for (int i = 0; i < mean.length; i++) {
            assertThat(a.floats("u")[i]).isCloseTo((mean[i] + high[i]) / 2, within(1e-6f));
        }
    }

    @Test
    void drawsDependOnSeedAndSampleAlone() {
        Model model = DRAWN.model(1);
        Activations whole = filled(model, N);
        Activations part = model.newTrainingActivations(4);
        System.arraycopy(whole.floats("x"), 2 * SIZE, part.floats("x"), 0, 4 * SIZE);
        model.forward(whole, N, TrainingPass.of(5, 100));
        model.forward(part, 4, TrainingPass.of(5, 102));
        for (String drawn : List.of("z", "u", "noisy", "dithered")) {
            float[] all = whole.floats(drawn);
            assertThat(part.floats(drawn)).containsExactly(Arrays.copyOfRange(all, 2 * SIZE, N * SIZE));
        }
        float[] before = whole.floats("z").clone();
        model.forward(whole, N, TrainingPass.of(6, 100));
        assertThat(whole.floats("z")).isNotEqualTo(before);
        model.forward(whole, N, TrainingPass.of(5, 100));
        assertThat(whole.floats("z")).containsExactly(before);
    }

    /** What has no batch is drawn once for the whole of it. */
    @Test
    void whatIsTheSameForEverySampleIsDrawnOnce() {
        Model model = DRAWN.model(1);
        Activations a = filled(model, N);
        model.forward(a, N, TrainingPass.of(5, 0));
        float[] shared = a.floats("shared");
        float[] mean = a.floats("mean");
        for (int i = 0; i < shared.length; i++) {
            assertThat(shared[i] - mean[i]).isCloseTo(shared[i % SIZE] - mean[i % SIZE], within(1e-5f));
        }
    }

    /** As PyTorch's rsample: of z = m + d ε they are ∂z and ∂z ⊙ ε, of u = l + (h − l) v they are ∂u ⊙ (1 − v) and ∂u ⊙ v. */
    @Test
    void gradientsPassTheDraws() {
        Model model = DRAWN.model(1);
        Activations a = filled(model, N);
        Gradients g = model.newGradients(N);
        model.forward(a, N, TrainingPass.of(5, 0));
        float[] dz = random(1, N * SIZE);
        float[] du = random(2, N * SIZE);
        System.arraycopy(dz, 0, g.activation("z"), 0, dz.length);
        System.arraycopy(du, 0, g.activation("u"), 0, du.length);
        for (String other : List.of("noisy", "dithered", "shared")) {
            Arrays.fill(g.activation(other), 0f);
        }
        model.backwardFrom(a, g, N);
        for (int i = 0; i < dz.length; i++) {
            float mean = a.floats("mean")[i];
            float high = a.floats("high")[i];
            float noise = (a.floats("z")[i] - mean) / a.floats("deviation")[i];
            float share = (a.floats("u")[i] - mean) / (high - mean);
            // the noise is told from rounded values: where high and mean are close, from few digits
            float close = 1e-5f + 2e-6f / Math.abs(high - mean);
            assertThat(g.activation("deviation")[i]).isCloseTo(dz[i] * noise, within(1e-4f));
            assertThat(g.activation("high")[i]).isCloseTo(du[i] * share, within(close));
            assertThat(g.activation("mean")[i]).isCloseTo(dz[i] + du[i] * (1 - share), within(close));
        }
    }

    /** Turns of a block draw each for itself, and a turn that is computed again draws the same. */
    @Test
    void turnsDrawEachForItself() {
        for (boolean recompute : new boolean[] {false, true}) {
            Tensor x = Tensor.input("x", SIZE);
            Model model = Compiled.of(Network.of(x.repeat(2, "block", o -> o.recompute(recompute), b -> b.normal(1)
                                    .named("drawn")
                                    .plus(b.dense(SIZE)))
                            .named("y")))
                    .model(1);
            model.weights().forEach(parameter -> parameter.set(new float[parameter.size()]));
            Activations a = model.newActivations(1);
            model.forward(a, 1, TrainingPass.of(1, 0));
            float[] first = a.floats("block.0.drawn");
            float[] second = a.floats("block.1.drawn");
            for (int i = 0; i < SIZE; i++) {
                assertThat(second[i] - first[i]).isNotCloseTo(first[i], within(1e-6f));
            }
        }
    }

    /** Shards draw what the whole batch would: equal weights up to the order in which gradients are added. */
    @Test
    void anyNumberOfThreadsTrainsTheSame() {
        Tensor x = Tensor.input("x", 8);
        Tensor z = x.dense(4).normal(x.dense(4).exp());
        Compiled network = Compiled.of(Network.of(z.dense(8).named("y")).loss(Loss.MEAN_SQUARED_ERROR));
        float[][] data = new float[32][];
        Arrays.setAll(data, i -> random(i, 8));
        Model alone = trained(network.model(3), data, 1);
        Model together = trained(network.model(3), data, 3);
        for (Parameter parameter : alone.weights()) {
            assertThat(together.weights().get(parameter.name()).values())
                    .containsExactly(parameter.values(), within(1e-5f));
        }
    }

    private static Model trained(Model model, float[][] data, int threads) {
        Trainer.of(model)
                .optimizer(Optimizers.sgd(0.05f))
                .batchSize(9)
                .epochs(3)
                .seed(2)
                .threads(threads)
                .fit(Dataset.of(data, data));
        return model;
    }

    private static Activations filled(Model model, int n) {
        Activations a = model.newActivations(n);
        System.arraycopy(random(7, n * SIZE), 0, a.floats("x"), 0, n * SIZE);
        return a;
    }

    private static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
