package dev.nervure.processor.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingDivergedException;
import dev.nervure.training.TrainingWatch;
import dev.nervure.training.TrainingWatch.Kind;
import dev.nervure.training.TrainingWatch.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each warning, given by training that really goes wrong that way; and none where it goes well. */
class TrainingWatchTest {
    private static final int SAMPLES = 256;

    private final List<Warning> printed = new ArrayList<>();
    private final TrainingWatch watch = TrainingWatch.to(printed::add);

    @Test
    void nothingToWarnOf() {
        trainer(layers(2, Activation.RELU), 2)
                .optimizer(Optimizers.sgd(0.05f))
                .epochs(10)
                .fit(circles());
        assertThat(watch.warnings()).isEmpty();
    }

    @Test
    void gradientsVanishThroughTenSigmoids() {
        trainer(layers(10, Activation.SIGMOID), 1).epochs(2).fit(circles());
        assertThat(watch.warnings()).hasSize(1).isEqualTo(printed);
        Warning warning = watch.warnings().get(0);
        assertThat(warning.kind()).isEqualTo(Kind.VANISHING_GRADIENTS);
        assertThat(warning.layer()).isEqualTo("layer0");
        assertThat(warning.epoch()).isEqualTo(1);
        assertThat(warning.toString())
                .matches(
                        "epoch 1: the gradient vanishes on its way back to 'layer0': a weight of it has \\S+ times the "
                                + "gradient of one of 'logits', so it hardly learns\\. .*");
    }

    @Test
    void gradientsExplodeWhereTargetsAreHuge() {
        float[][] inputs = points(1);
        float[][] targets = new float[SAMPLES][1];
        for (int i = 0; i < SAMPLES; i++) {
            targets[i][0] = 1e4f * inputs[i][0];
        }
        Tensor y = Tensor.input("x", 2)
                .dense(8, Activation.TANH)
                .named("hidden")
                .dense(1)
                .named("y");
        trainer(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR), 1)
                .optimizer(Optimizers.sgd(1e-9f))
                .fit(Dataset.of(inputs, targets));
        assertThat(watch.warnings()).extracting(Warning::kind).containsOnly(Kind.EXPLODING_GRADIENTS);
        assertThat(watch.warnings()).extracting(Warning::layer).containsExactly("hidden", "y");
        assertThat(watch.warnings().get(1).text())
                .matches(
                        "the gradient of 'y' explodes: its norm is \\S+ in batch 1, and that of its weights is \\S+\\. .*");
    }

    @Test
    void gradientsExplodeSuddenly() {
        float[][] inputs = points(1);
        for (int i = SAMPLES - 16; i < SAMPLES; i++) {
            inputs[i][0] = 1e3f; // the last batch, as nothing is shuffled
        }
        Tensor y = Tensor.input("x", 2).dense(2).named("y");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(Sample.of(inputs[i], i % 2));
        }
        trainer(Network.of(y).loss(Loss.SOFTMAX_CROSS_ENTROPY), 1)
                .optimizer(Optimizers.sgd(1e-3f))
                .fit(Dataset.stream(1, samples::stream));
        assertThat(watch.warnings()).extracting(Warning::layer).containsExactly("y");
        assertThat(watch.warnings().get(0).text()).contains("in batch 16, and ");
    }

    @Test
    void unitsDieOfLargeSteps() {
        trainer(layers(2, Activation.RELU), 1)
                .optimizer(Optimizers.sgd(30f))
                .epochs(3)
                .fit(circles());
        assertThat(watch.warnings())
                .filteredOn(warning -> warning.kind() == Kind.DEAD_UNITS)
                .extracting(Warning::layer)
                .isSubsetOf("layer0", "layer1")
                .isNotEmpty();
        assertThat(watch.warnings())
                .filteredOn(warning -> warning.kind() == Kind.DEAD_UNITS)
                .allSatisfy(warning -> assertThat(warning.text())
                        .matches(
                                "\\d+ of the 16 units of 'layer\\d' are dead: they gave 0 for every sample of the epoch, and "
                                        + "so learn nothing\\. .*"));
    }

    @Test
    void lossStallsWhereNothingIsLearned() {
        trainer(layers(1, Activation.TANH), 1)
                .optimizer(Optimizers.sgd(1e-9f))
                .epochs(8)
                .fit(circles());
        assertThat(watch.warnings()).extracting(Warning::kind).containsExactly(Kind.STALLED_LOSS);
        Warning warning = watch.warnings().get(0);
        assertThat(warning.epoch()).isEqualTo(6);
        assertThat(warning.layer()).isIn("layer0", "logits");
        assertThat(warning.text())
                .matches(
                        "the loss stalls: it is \\S+, and 5 epochs ago it was \\S+\\. The smallest gradient is that of '"
                                + warning.layer() + "', \\S+ a weight\\. .*");
    }

    @Test
    void lossTurnsNan() {
        Dataset data = circles();
        Trainer trainer = trainer(layers(2, Activation.RELU), 1)
                .optimizer(Optimizers.sgd(1e30f))
                .epochs(3);
        assertThatThrownBy(() -> trainer.fit(data)).isInstanceOf(TrainingDivergedException.class);
        Warning last = watch.warnings().get(watch.warnings().size() - 1);
        assertThat(last.kind()).isEqualTo(Kind.DIVERGED);
        assertThat(last.layer()).isIn("layer0", "layer1", "logits");
        assertThat(last.text()).contains("diverged in epoch 1", "'" + last.layer() + "'");
    }

    private Trainer trainer(Network network, int threads) {
        Model model = Compiled.of(network).model(2);
        return Trainer.of(model).batchSize(16).threads(threads).listener(watch);
    }

    private static Network layers(int count, Activation activation) {
        Tensor x = Tensor.input("x", 2);
        for (int i = 0; i < count; i++) {
            x = x.dense(16, activation).named("layer" + i);
        }
        return Network.of(x.dense(2).named("logits")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    /** Which points lie in a circle. */
    private static Dataset circles() {
        float[][] inputs = points(3);
        int[] classes = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            classes[i] = Math.hypot(inputs[i][0], inputs[i][1]) < 1.2 ? 1 : 0;
        }
        return Dataset.of(inputs, classes);
    }

    private static float[][] points(long seed) {
        Random random = new Random(seed);
        float[][] points = new float[SAMPLES][2];
        for (float[] point : points) {
            point[0] = (float) random.nextGaussian();
            point[1] = (float) random.nextGaussian();
        }
        return points;
    }
}
