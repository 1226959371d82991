package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {
    private final TwoLayerModel model = TwoLayerModel.create(1);

    private TrainingDivergedException diverges(Trainer trainer, Dataset data) {
        return catchThrowableOfType(TrainingDivergedException.class, () -> trainer.fit(data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nanInAnInputKeepsTheWeightsBeforeItsBatch(int threads) {
        List<Sample> samples = Samples.make(60, 1);
        samples.set(47, Sample.of(new float[] {0, 0, Float.NaN, 0, 0}, 1));
        List<float[]> weights = new ArrayList<>();
        TrainingDivergedException e = diverges(
                Trainer.of(model).batchSize(8).threads(threads).onBatch(p -> weights.add(Samples.weights(model))),
                Dataset.stream(1, samples::stream));
        assertThat(e)
                .hasMessage("training of TwoLayer diverged in epoch 1, batch 6: the loss is NaN; 'x' is NaN for sample "
                        + "47 of the data set: correct or leave out that sample. The weights are those before this "
                        + "batch.");
        assertThat(e.epoch()).isEqualTo(1);
        assertThat(e.batch()).isEqualTo(6);
        assertThat(e.layer()).hasValue("x");
        assertThat(weights).hasSize(5);
        assertThat(Samples.weights(model)).isEqualTo(weights.get(4)); // the statistic "seen", too
    }

    /** The weights that make the loss overflow are finite, and still not good. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void explodingWeightsGoBackToTheLastFiniteLoss(int threads) {
        List<float[]> weights = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        weights.add(Samples.weights(model));
        TrainingDivergedException e = diverges(
                Trainer.of(model)
                        .optimizer(Optimizers.sgd(1e38f))
                        .batchSize(8)
                        .threads(threads)
                        .onBatch(p -> {
                            weights.add(Samples.weights(model));
                            losses.add(p.loss());
                        }),
                Samples.dataset(80, 1));
        assertThat(e).hasMessageContainingAll("diverged in epoch 1, batch ", "the first layer that is not finite is '");
        assertThat(e.layer()).hasValueSatisfying(layer -> assertThat(layer).isIn("hidden", "logits"));
        assertThat(e.batch()).isEqualTo(losses.size() + 1);
        assertThat(losses).allMatch(Double::isFinite);
        // What is restored gave the last finite loss: the learned weights before that batch's step.
        assertThat(learned(Samples.weights(model))).isEqualTo(learned(weights.get(weights.size() - 2)));
        assertThat(Trainer.of(model).evaluate(Samples.dataset(80, 1)).loss()).isFinite();
    }

    @Test
    void lastStepOfTheEpoch() {
        float[] before = Samples.weights(model);
        TrainingDivergedException e = diverges(
                Trainer.of(model)
                        .optimizer(Optimizers.sgd(3e38f).weightDecay(1e30f))
                        .batchSize(8),
                Samples.dataset(8, 1));
        assertThat(e).hasMessageContaining("epoch 1, batch 1: a weight is no longer finite");
        assertThat(learned(Samples.weights(model))).isEqualTo(learned(before));
    }

    @Test
    void gradientThatIsNotFinite() {
        float[] x = {3e38f, 3e38f, 3e38f, 3e38f, 3e38f};
        model.weights().get("0.weight").set(new float[40]); // so that the activations stay finite
        model.weights().get("0.bias").set(new float[8]);
        float[] steep = new float[24];
        Arrays.fill(steep, 0, 8, 100);
        model.weights().get("2.weight").set(steep);
        TrainingDivergedException e = diverges(Trainer.of(model), Dataset.of(List.of(Sample.of(x, 0))));
        assertThat(e)
                .hasMessage("training of TwoLayer diverged in epoch 1, batch 1: the gradient of '0.weight' is not "
                        + "finite; every activation is finite. The weights are those of the last batch with a finite "
                        + "loss.");
        assertThat(e.layer()).isEmpty();
        assertThat(model.weights().get("2.weight").values()).isEqualTo(steep);
    }

    @Test
    void validationCounts() {
        List<Sample> samples = Samples.make(20, 1);
        samples.set(17, Sample.of(new float[] {0, Float.POSITIVE_INFINITY, Float.NaN, 0, 0}, 1));
        TrainingDivergedException e =
                diverges(Trainer.of(model).batchSize(8).validation(Dataset.of(samples)), Samples.dataset(40, 1));
        assertThat(e)
                .hasMessageContaining("epoch 1, validation batch 3: the loss is NaN; 'x' is infinite for sample 17");
    }

    /** Without the statistic, which is last. */
    private static float[] learned(float[] weights) {
        return Arrays.copyOf(weights, weights.length - 1);
    }
}
