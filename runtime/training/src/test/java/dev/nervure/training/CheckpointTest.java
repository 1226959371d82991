package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
    @TempDir
    private Path folder;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizers.sgd(0.1f),
                Optimizers.sgd(0.1f).momentum(0.9f).nesterov(),
                Optimizers.rmsProp(0.01f).momentum(0.5f),
                Optimizers.adagrad(0.1f).learningRateDecay(0.01f),
                Optimizers.adam(0.05f),
                Optimizers.adamW(0.05f),
                Optimizers.nAdam(0.05f),
                Optimizers.rAdam(0.05f).with("0.*", Optimizers.lion(0.01f)));
    }

    private static Trainer trainer(Model model, Optimizer optimizer) {
        return Trainer.of(model)
                .optimizer(optimizer)
                .batchSize(16)
                .epochs(9)
                .seed(5)
                .accumulate(2)
                .schedule(Schedule.cosineBySteps().warmUp(10))
                .averageWeights(0.9f)
                .validation(Samples.dataset(30, 2))
                .earlyStopping(4);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void resumesToTheSameBits(Optimizer optimizer) {
        Dataset data = Samples.dataset(90, 1);
        Path file = folder.resolve("run.checkpoint");
        TwoLayerModel whole = TwoLayerModel.create(1);
        TrainingHistory expected = trainer(whole, optimizer).fit(data);

        IllegalStateException killed = new IllegalStateException("killed");
        assertThatThrownBy(() -> trainer(TwoLayerModel.create(1), optimizer)
                        .checkpoint(file, 2)
                        .onEpoch(epoch -> {
                            if (epoch.number() == 5) {
                                throw killed;
                            }
                        })
                        .fit(data))
                .isSameAs(killed);
        TwoLayerModel resumed = TwoLayerModel.create(99);
        TrainingHistory history =
                trainer(resumed, optimizer).resume(file).checkpoint(file, 2).fit(data);
        assertThat(Samples.weights(resumed)).isEqualTo(Samples.weights(whole));
        assertThat(history.epochs()).hasSameSizeAs(expected.epochs());
        for (int e = 0; e < expected.epochs().size(); e++) {
            TrainingHistory.Epoch one = expected.epochs().get(e);
            TrainingHistory.Epoch two = history.epochs().get(e);
            assertThat(List.of(two.number(), two.training(), two.validation(), two.learningRate(), two.gradientNorm()))
                    .isEqualTo(List.of(
                            one.number(), one.training(), one.validation(), one.learningRate(), one.gradientNorm()));
        }

        TwoLayerModel finished = TwoLayerModel.create(7); // nothing is left to do but to take the best weights
        trainer(finished, optimizer).resume(file).fit(data);
        assertThat(Samples.weights(finished)).isEqualTo(Samples.weights(whole));
    }

    @Test
    void messages() {
        Path file = folder.resolve("run.checkpoint");
        Dataset data = Samples.dataset(20, 1);
        TwoLayerModel model = TwoLayerModel.create(1);
        trainer(model, Optimizers.adam(0.1f)).checkpoint(file, 1).fit(data);
        float[] before = Samples.weights(model);
        assertWrong(
                trainer(model, Optimizers.adam(0.1f)).seed(6).resume(file),
                data,
                file + ": the checkpoint was made with seed 5, this trainer has 6");
        assertWrong(
                trainer(model, Optimizers.sgd(0.1f)).resume(file),
                data,
                file + ": the checkpoint was made with optimizer Adam, this trainer has Sgd");
        Path weights = folder.resolve("weights.safetensors");
        model.save(weights);
        assertWrong(
                trainer(model, Optimizers.adam(0.1f)).resume(weights),
                data,
                weights + ": is no checkpoint of a training run: it has no 'nervure.seed'");
        Path missing = folder.resolve("missing");
        assertWrong(trainer(model, Optimizers.adam(0.1f)).resume(missing), data, missing + ": there is no such file");
        assertThat(Samples.weights(model)).isEqualTo(before);
        assertThat(Files.exists(file)).isTrue();
    }

    private static void assertWrong(Trainer trainer, Dataset data, String message) {
        assertThatThrownBy(() -> trainer.fit(data))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(message);
    }
}
