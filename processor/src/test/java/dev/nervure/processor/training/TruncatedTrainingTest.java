package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import dev.nervure.training.TrainingProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Truncated back-propagation through time: samples are cut along time, and the state goes from piece to piece. */
class TruncatedTrainingTest {
    private static final int LONGEST = 6;
    private static final Compiled NETWORK = Compiled.of(network());

    private static Network network() {
        Tensor x = Tensor.input("x", List.of(LONGEST, 3), o -> o.variable("T"));
        Tensor y = x.lstm(Tensor.input("h0", 4), Tensor.input("c0", 4), 4).named("y");
        Tensor z = y.dense(2).named("z");
        Tensor target = Tensor.target("target", List.of(LONGEST, 2), o -> o.variable("T"));
        return Network.of(z, y.part(1).named("h"), y.part(2).named("c")).loss(z.meanSquaredError(target));
    }

    private static Sample sample(float[] x, float[] target) {
        return Sample.named()
                .floats("x", x)
                .floats("h0", new float[4])
                .floats("c0", new float[4])
                .floats("target", target);
    }

    private static List<Sample> samples(int... lengths) {
        Random random = new Random(3);
        return Arrays.stream(lengths)
                .mapToObj(length -> sample(floats(length * 3, random), floats(length * 2, random)))
                .toList();
    }

    private static float[] floats(int size, Random random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Trainer trainer(Model model, int places) {
        return Trainer.of(model)
                .optimizer(Optimizers.sgd(0.5f))
                .batchSize(2)
                .metrics()
                .truncate(places)
                .carry("h", "h0")
                .carry("c", "c0");
    }

    /** Sequences of 10 places with a network that takes 6 at once, in pieces of 4, 4 and 2. */
    @Test
    void isWhatPyTorchComputes() throws IOException {
        Model model = NETWORK.model(1);
        try (InputStream in =
                        Objects.requireNonNull(getClass().getResourceAsStream("/training/truncated.safetensors"));
                SafetensorsReader golden = SafetensorsReader.of(ByteBuffer.wrap(in.readAllBytes()))) {
            for (Parameter parameter : model.weights()) {
                parameter.set(golden.floats("before." + parameter.name()));
            }
            float[] x = golden.floats("x");
            float[] target = golden.floats("target");
            List<Sample> samples = IntStream.range(0, 2)
                    .mapToObj(i -> sample(
                            Arrays.copyOfRange(x, i * 30, (i + 1) * 30),
                            Arrays.copyOfRange(target, i * 20, (i + 1) * 20)))
                    .toList();
            List<Double> losses = new ArrayList<>();
            trainer(model, 4)
                    .epochs(3)
                    .listener(new TrainingListener() {
                        @Override
                        public void onBatch(TrainingProgress progress) {
                            losses.add(progress.loss());
                        }
                    })
                    .fit(Dataset.of(samples));
            float[] expected = golden.floats("losses");
            assertThat(losses).hasSize(9);
            for (int i = 0; i < 9; i++) {
                assertThat(losses.get(i)).isCloseTo(expected[i], within(2e-6)); // nine steps of rounding
            }
            for (Parameter parameter : model.weights()) {
                assertThat(parameter.values())
                        .containsExactly(golden.floats("after." + parameter.name()), within(5e-6f));
            }
        }
    }

    /** Samples of one piece train as without, to the bit. */
    @Test
    void isTheWholeWhereItFits() {
        Model whole = NETWORK.model(2);
        Model cut = NETWORK.model(2);
        List<Sample> samples = samples(6, 2, 5, 1, 6);
        Trainer.of(whole)
                .optimizer(Optimizers.sgd(0.5f))
                .batchSize(2)
                .metrics()
                .epochs(2)
                .fit(Dataset.of(samples));
        trainer(cut, LONGEST).epochs(2).fit(Dataset.of(samples));
        for (Parameter parameter : whole.weights()) {
            assertThat(cut.weights().get(parameter.name()).values()).containsExactly(parameter.values());
        }
    }

    /** A loss is a mean over places, so pieces give what the whole gives; also of samples of several lengths, by two threads. */
    @Test
    void evaluatesPieceByPiece() {
        Model model = NETWORK.model(3);
        List<Sample> samples = samples(6, 2, 5, 1, 6, 4);
        double whole = Trainer.of(model).metrics().evaluate(Dataset.of(samples)).loss();
        for (int places : new int[] {1, 2, 4}) {
            assertThat(trainer(model, places)
                            .threads(2)
                            .evaluate(Dataset.of(samples))
                            .loss())
                    .isCloseTo(whole, within(1e-6 * whole));
        }
        double forgetful = Trainer.of(model)
                .metrics()
                .truncate(2)
                .evaluate(Dataset.of(samples))
                .loss();
        assertThat(forgetful).isNotCloseTo(whole, within(1e-4));
    }

    @Test
    void tellsWhatCannotBeCut() {
        Model model = NETWORK.model(1);
        Dataset data = Dataset.of(samples(9));
        assertThatThrownBy(() -> Trainer.of(model).carry("h", "h0").fit(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("say how long the pieces are by truncate()");
        assertThatThrownBy(() -> trainer(model, 7).fit(data)).hasMessageContaining("takes 1 … 6 places, as many as T");
        assertThatThrownBy(() -> trainer(model, 2).accumulate(2).fit(data))
                .hasMessageContaining("leave accumulate() out");
        assertThatThrownBy(() -> trainer(model, 2).carry("h", "h0")).hasMessageContaining("is carried already");
        assertThatThrownBy(() -> Trainer.of(model).truncate(2).carry("z", "h0").fit(data))
                .hasMessageContaining("both are floats of one shape");
        assertThatThrownBy(() -> Trainer.of(model).truncate(2).carry("h", "x0").fit(data))
                .hasMessageContaining("has no input 'x0'");
        Tensor x = Tensor.input("x", List.of(LONGEST, 3), o -> o.variable("T"));
        Tensor y = x.gru(2, o -> o.lastOnly(true)).named("y");
        Model ofLabels = Compiled.of(Network.of(y)
                        .loss(y.softmaxCrossEntropy(Tensor.target("label", List.of(), o -> o.type(ElementType.INT)))))
                .model(1);
        assertThatThrownBy(() -> Trainer.of(ofLabels).truncate(2).fit(data))
                .hasMessageContaining("cannot cut the target 'label'");
    }
}
