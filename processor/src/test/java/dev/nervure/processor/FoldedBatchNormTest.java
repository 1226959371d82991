package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch norm that inference computes together with the product before it, and what comes after it. */
class FoldedBatchNormTest {
    private static final int N = 3;
    private static final Options KERNELS = new Options(0, 0);

    private static Tensor normalized(Tensor x, boolean affine) {
        return x.batchNorm(o -> o.eps(0.1f).affine(affine));
    }

    static Stream<Network> networks() {
        Tensor image = Tensor.input("x", 2, 4, 4);
        Tensor conv = image.conv2d(3, 3, o -> o.padding(1).bias(false));
        Tensor wide = image.conv2d(16, 3, o -> o.padding(1).bias(false)); // large enough for the runtime's maxima
        return Stream.of(
                Network.of(
                        normalized(Tensor.input("x", 7).dense(5), true).gelu().dense(2)),
                Network.of(normalized(Tensor.input("x", 3, 9).conv1d(4, 3), false)
                        .flatten()
                        .dense(2)),
                Network.of(normalized(wide, true).relu().maxPool2d(2).flatten().dense(2)),
                Network.of(normalized(conv, false).silu().globalAvgPool().dense(2)),
                Network.of(normalized(conv, true)
                        .plus(image.conv2d(3, 1))
                        .relu()
                        .globalAvgPool()
                        .dense(2)),
                Network.of(conv.repeat(2, "block", t -> normalized(t.conv2d(3, 3, o -> o.padding(1)), true)
                                .plus(t)
                                .tanh())
                        .globalAvgPool()));
    }

    /** Inference folds, the others compute step by step. Random networks compare both with the reference. */
    @ParameterizedTest
    @MethodSource("networks")
    void givesTheSameBitsInEveryForm(Network network) {
        Compiled compiled = Compiled.of(network.loss(Loss.MEAN_SQUARED_ERROR), KERNELS);
        assertThat(compiled.toString()).contains("Epilogue.normalize(");
        Model model = compiled.model(1);
        String output = network.outputs().get(0).name();
        Activations everything = filled(model.newActivations(N));
        model.forward(everything, N);
        for (Activations a : new Activations[] {model.newInferenceActivations(N), model.newTrainingActivations(N)}) {
            model.forward(filled(a), N);
            assertThat(a.floats(output)).isEqualTo(everything.floats(output));
        }
    }

    private static Model model() {
        Tensor conv = Tensor.input("x", 3, 8, 8).conv2d(6, 3, o -> o.padding(1)).named("conv");
        Network network = Network.of(conv.batchNorm()
                        .named("norm")
                        .activation(Activation.RELU)
                        .maxPool2d(2)
                        .dense(2)
                        .named("y"))
                .loss(Loss.MEAN_SQUARED_ERROR);
        return Compiled.of(network).model(1);
    }

    private static Activations filled(Activations a) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < a.floats("x").length; i++) {
            a.floats("x")[i] = (float) random.nextDouble(-1, 1);
        }
        return a;
    }

    /** What a training pass moves is seen by the next evaluation, folded or not. */
    @Test
    void followsRunningStatistics() {
        Model model = model();
        Activations inference = filled(model.newInferenceActivations(N));
        Activations training = filled(model.newTrainingActivations(N));
        model.forward(inference, N);
        float[] before = inference.floats("y").clone();
        model.forward(training, N, TrainingPass.of(1, 0));
        model.forward(inference, N);
        model.forward(training, N);
        assertThat(inference.floats("y")).isNotEqualTo(before).isEqualTo(training.floats("y"));
    }

    @Test
    void storesNeitherTheConvolutionNorItsNormInInference() {
        Model model = model();
        assertThat(model.newActivations(N).floats("conv")).hasSize(N * 6 * 64);
        assertThat(model.newActivations(N).floats("norm")).hasSize(N * 6 * 64);
        assertThatThrownBy(() -> model.newInferenceActivations(N).floats("conv"))
                .hasMessageContaining("conv");
    }

    @Test
    void needsActivationsThatKeepTheConvolutionForATrainingPass() {
        Model model = model();
        Activations inference = filled(model.newInferenceActivations(N));
        assertThatThrownBy(() -> model.forward(inference, N, TrainingPass.of(1, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'norm' takes statistics of the batch in a training pass, and activations from "
                        + "newInferenceActivations do not keep what it takes them of; use newTrainingActivations or "
                        + "newActivations");
        model.weights().freeze("norm.*");
        model.forward(inference, N, TrainingPass.of(1, 0)); // takes running statistics, as an evaluation
        float[] frozen = inference.floats("y").clone();
        model.forward(inference, N);
        assertThat(frozen).isEqualTo(inference.floats("y"));
    }
}
