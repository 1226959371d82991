package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maxima that are taken together with a convolution. */
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
