package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.random.Experiment;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maxima that are taken together with a convolution. */
@Tag("vector")
class FusedPoolingTest {
    private static final int N = 3;

    private static Tensor convolved(Activation activation) {
        return Tensor.input("x", 3, 13, 11)
                .conv2d(20, 3, o -> o.padding(1).activation(activation))
                .named("convolved");
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "RELU"})
    void giveTheSameBitsInEveryForm(Activation activation) {
        Compiled compiled = Compiled.of(
                Network.of(convolved(activation).maxPool2d(2).named("maxima").dense(4)));
        assertThat(compiled.source("Forward")).contains("forwardMaxPool").doesNotContain("Pooling");
        Model model = compiled.model(1);
        Activations looking = model.newActivations(N);
        Activations inference = model.newInferenceActivations(N);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < looking.floats("x").length; i++) {
            looking.floats("x")[i] = (float) random.nextDouble(-1, 1);
            inference.floats("x")[i] = looking.floats("x")[i];
        }
        model.forward(looking, N);
        model.forward(inference, N);

        assertThat(inference.floats("dense")).isEqualTo(looking.floats("dense"));
        float[] convolved = looking.floats("convolved");
        float[] maxima = looking.floats("maxima");
        for (int k = 0; k < maxima.length; k++) {
            int at = k / 30 * 143 + k / 5 % 6 * 22 + k % 5 * 2;
            assertThat(maxima[k])
                    .isEqualTo(Math.max(
                            Math.max(convolved[at], convolved[at + 1]),
                            Math.max(convolved[at + 11], convolved[at + 12])));
        }
        assertThatThrownBy(() -> inference.floats("convolved")).hasMessageContaining("convolved");
    }

    /** Who looks gets what lies between as well; training stores none of it and computes the same bits. */
    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "RELU"})
    void giveTheSameGradientsInEveryForm(Activation activation) {
        Compiled compiled = Compiled.of(Network.of(convolved(activation)
                        .maxPool2d(2)
                        .conv2d(40, 3, o -> o.activation(activation))
                        .maxPool2d(2)
                        .dense(4))
                .loss(Loss.MEAN_SQUARED_ERROR));
        assertThat(compiled.source("Backward")).contains("CONVOLVED.maxPoolGradients", "CONV2D.maxPoolGradients");
        Model model = compiled.model(1);
        Activations a = model.newTrainingActivations(N);
        SplittableRandom random = new SplittableRandom(6);
        for (float[] values : new float[][] {a.floats("x"), a.floats("targets")}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
        }
        Gradients looking = model.newGradients(N);
        Gradients training = model.newTrainingGradients(N);
        model.forward(a, N);
        assertThat(model.backward(a, training, N)).isEqualTo(model.backward(a, looking, N));

        model.weights().forEach(parameter -> assertThat(training.parameter(parameter.name()))
                .as(parameter.name())
                .isEqualTo(looking.parameter(parameter.name())));
        float[] between = looking.activation("convolved");
        float[] maxima = looking.activation("maxPool2d");
        for (int plane = 0; plane < N * 20; plane++) {
            double sum = 0;
            double expected = 0;
            for (int i = 0; i < 143; i++) {
                sum += between[plane * 143 + i];
            }
            for (int i = 0; i < 30; i++) {
                expected += maxima[plane * 30 + i];
            }
            assertThat(sum).isCloseTo(expected, within(1e-6));
        }
        assertThatThrownBy(() -> training.activation("convolved")).hasMessageContaining("convolved");
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "RELU"})
    void computeWhatTheReferenceDoes(Activation activation) {
        Network network = Network.of(Tensor.input("x", 2, 8, 8)
                        .dense(8)
                        .conv2d(4, 3, o -> o.padding(1).activation(activation))
                        .maxPool2d(2)
                        .flatten()
                        .dense(3))
                .loss(Loss.MEAN_SQUARED_ERROR);
        Compiled compiled = Compiled.of(network, new Options(0, 0));
        assertThat(compiled.source("Backward")).contains("maxPoolGradients");
        LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(seed -> new Experiment(network, 2, seed))
                .filter(Experiment::isSmooth)
                .findFirst()
                .orElseThrow()
                .run(compiled);
    }

    @Test
    void areDifferentiatedByStepsOfTheirOwnWhereTheWeightsAreFixed() {
        Tensor fixed = convolved(Activation.RELU).maxPool2d(2).conv2d(40, 3, o -> o.trainable(false));
        assertThat(Compiled.of(Network.of(fixed.maxPool2d(2).dense(4))).source("Backward"))
                .contains("CONVOLVED.maxPoolGradients", "Pooling.maxGradient(dMaxPool2d2", "CONV2D.inputGradient");
    }

    @Test
    void areTakenAloneWhereTheConvolutionIsReadTwice() {
        Tensor convolved = convolved(Activation.RELU);
        Network network = Network.of(
                convolved.maxPool2d(2).flatten().dense(4),
                convolved.globalAvgPool().dense(2));
        assertThat(Compiled.of(network).source("Forward"))
                .contains("Pooling.max")
                .doesNotContain("forwardMaxPool");
    }

    @Test
    void areTakenAloneWhereTheConvolutionIsAnOutput() {
        Tensor convolved = convolved(Activation.RELU);
        assertThat(Compiled.of(Network.of(convolved.maxPool2d(2), convolved)).source("Forward"))
                .contains("Pooling.max")
                .doesNotContain("forwardMaxPool");
    }

    @Test
    void areTakenAloneAfterOtherFunctions() {
        assertThat(Compiled.of(Network.of(convolved(Activation.TANH).maxPool2d(2)))
                        .source("Forward"))
                .contains("Pooling.max")
                .doesNotContain("forwardMaxPool");
    }
}
