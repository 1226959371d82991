package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.Updater;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What loops of one's own need of generated code. */
class OwnLoopTest {
    private static final Tensor X = Tensor.input("x", 3);
    private static final Tensor Y = X.dense(4).tanh().dense(2).named("y");
    private static final Compiled NETWORK = Compiled.of(Network.of(Y).loss(Y.meanSquaredError(Tensor.target("t", 2))));

    /** As with a target that a frozen copy computes from the outputs: DQN. */
    @Test
    void targetsMayBeWrittenBetweenForwardAndBackward() {
        Model model = NETWORK.model(1);
        float[] target = {0.5f, -1, 2, 0.25f};
        Gradients early = gradients(model, target, true);
        Gradients late = gradients(model, target, false);
        model.weights().forEach(parameter -> assertThat(late.parameter(parameter.name()))
                .containsExactly(early.parameter(parameter.name())));
    }

    private static Gradients gradients(Model model, float[] target, boolean early) {
        Activations a = model.newTrainingActivations(2);
        Gradients g = model.newTrainingGradients(2);
        a.floats("x")[0] = 1;
        a.floats("x")[5] = -2;
        if (early) {
            System.arraycopy(target, 0, a.floats("t"), 0, 4);
        } else {
            Arrays.fill(a.floats("t"), Float.NaN);
        }
        model.forward(a, 2, TrainingPass.of(1, 0));
        System.arraycopy(target, 0, a.floats("t"), 0, 4);
        model.backward(a, g, 2);
        return g;
    }

    /** A target that a loss of weight 0 declares, for a loss in Java: the mean of |y − t|³. */
    @Test
    void aLossInJavaReadsATargetThatNothingElseReads() {
        Compiled network = Compiled.of(Network.of(Y).loss(Tensor.target("t", 2), 0));
        Random random = new Random(1);
        List<Sample> samples = IntStream.range(0, 40)
                .mapToObj(i -> {
                    float[] x = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
                    return Sample.named().floats("x", x).floats("t", x[0] - x[1], x[2]);
                })
                .toList();
        float[] one = train(network.model(1), samples, 1);
        float[] two = train(network.model(1), samples, 2);
        assertThat(two).containsExactly(one, within(1e-5f)); // sums in another order, 60 steps
        assertThat(Trainer.of(network.model(1))
                        .loss(OwnLoopTest::cubes)
                        .evaluate(Dataset.of(samples))
                        .loss())
                .isGreaterThan(0.01);
    }

    private static float[] train(Model model, List<Sample> samples, int threads) {
        double loss = Trainer.of(model)
                .loss(OwnLoopTest::cubes)
                .optimizer(Optimizers.adam(0.03f))
                .batchSize(20)
                .epochs(30)
                .threads(threads)
                .fit(Dataset.of(samples))
                .epochs()
                .get(29)
                .loss();
        assertThat(loss).isLessThan(0.01);
        return model.weights().iterator().next().values();
    }

    private static double cubes(Activations a, Gradients g, int n) {
        float[] y = a.floats("y");
        float[] t = a.floats("t");
        float[] dy = g.activation("y");
        double sum = 0;
        for (int i = 0; i < 2 * n; i++) {
            float d = y[i] - t[i];
            sum += Math.abs(d) * d * d;
            dy[i] = 3 * Math.abs(d) * d / (2 * n);
        }
        return sum / (2 * n);
    }

    /** An autoencoder by composition has no target, and its samples are inputs alone. */
    @Test
    void aNetworkWhoseLossNeedsNoTargetTrains() {
        Tensor image = X.dense(2).tanh().dense(3).named("image");
        Model model = Compiled.of(Network.of(image).loss(image.minus(X).pow(2))).model(1);
        float[][] data = {{1, 0, 0}, {0, 1, 0}, {0.5f, 0.5f, 0}, {0.2f, 0.8f, 0}};
        Dataset inputs = Dataset.of(data);
        double before = Trainer.of(model).evaluate(inputs).loss();
        Trainer.of(model)
                .optimizer(Optimizers.adam(0.03f))
                .batchSize(4)
                .epochs(200)
                .fit(inputs);
        assertThat(Trainer.of(model).evaluate(inputs).loss()).isLessThan(before / 20);
    }

    /** Gradients of two halves, added up, make the step of the whole batch where the loss is a sum. */
    @Test
    void accumulatesSeveralPasses() {
        Model whole = NETWORK.model(1);
        Model halves = NETWORK.model(1);
        Gradients g = whole.newTrainingGradients(4);
        Activations a = inputs(whole, 4, 0);
        whole.backward(a, g, 4);
        Updater.of(whole, Optimizers.sgd(2f)).step(g);

        Gradients sum = halves.newTrainingGradients(2);
        halves.backward(inputs(halves, 2, 0), sum, 2, false);
        halves.backward(inputs(halves, 2, 2), sum, 2, true);
        Updater.of(halves, Optimizers.sgd(1f)).step(sum); // a half's mean counts half
        whole.weights().forEach(parameter -> assertThat(
                        halves.weights().get(parameter.name()).values())
                .containsExactly(parameter.values(), within(1e-5f))); // sums in another order
    }

    private static Activations inputs(Model model, int n, int first) {
        Activations a = model.newTrainingActivations(n);
        for (int i = 0; i < 3 * n; i++) {
            a.floats("x")[i] = (float) Math.sin(first * 3 + i);
        }
        for (int i = 0; i < 2 * n; i++) {
            a.floats("t")[i] = (float) Math.cos(first * 2 + i);
        }
        model.forward(a, n);
        return a;
    }
}
