package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks whose images inference holds with their channels last, if it runs by vectors. */
@Tag("vector")
class ChannelsLastInferenceTest {
    private static final int N = 3;

    private static Tensor separable(Tensor x, int channels, int kernel, int stride, int outputs) {
        return x.conv2d(channels, kernel, o -> o.padding(kernel / 2)
                        .stride(stride)
                        .groups(channels))
                .batchNorm()
                .relu()
                .conv2d(outputs, 1, o -> o.bias(false))
                .batchNorm()
                .relu();
    }

    private static Tensor inverted(Tensor x, int channels, int wide) {
        return x.conv2d(wide, 1, o -> o.activation(Activation.SILU))
                .conv2d(wide, 5, o -> o.padding(2).groups(wide))
                .batchNorm()
                .hardSwish()
                .conv2d(channels, 1)
                .batchNorm()
                .plus(x);
    }

    static Stream<Network> networks() {
        Tensor first =
                Tensor.input("x", 3, 11, 9).conv2d(20, 3, o -> o.padding(1).stride(2));
        Tensor wide = Tensor.input("x", 3, 9, 9).conv2d(18, 3, o -> o.padding(1).activation(Activation.RELU));
        Tensor repeated = wide.repeat(2, "block", t -> inverted(separable(t, 18, 3, 1, 18), 18, 40));
        return Stream.of(
                Network.of(separable(separable(first, 20, 3, 1, 33), 33, 3, 2, 24)
                        .globalAvgPool()
                        .dense(2)),
                Network.of(inverted(inverted(wide, 18, 40), 18, 37)
                        .conv2d(16, 3)
                        .maxPool2d(2)
                        .flatten()
                        .dense(2)),
                Network.of(repeated.globalAvgPool().dense(2)));
    }

    /** Others hold every image with its channels first; random networks compare them with the reference. */
    @ParameterizedTest
    @MethodSource("networks")
    void givesTheSameBitsInEveryForm(Network network) {
        Compiled compiled = Compiled.of(network.loss(Loss.MEAN_SQUARED_ERROR), Options.DEFAULT);
        assertThat(compiled.toString()).contains("a.order(ChannelOrder.LAST)");
        Model model = compiled.model(1);
        String output = network.outputs().get(0).name();
        Activations everything = filled(model.newActivations(N));
        Activations training = filled(model.newTrainingActivations(N));
        Activations inference = filled(model.newInferenceActivations(N));
        Activations single = model.newInferenceActivations(1);
        float[] before = new float[2 * N];
        for (int pass = 0; pass < 2; pass++) {
            model.forward(everything, N);
            model.forward(training, N);
            model.forward(inference, N);
            assertThat(inference.floats(output))
                    .isEqualTo(everything.floats(output))
                    .isEqualTo(training.floats(output))
                    .isNotEqualTo(before);
            for (int s = 0; s < N; s++) {
                float[] x = single.floats("x");
                System.arraycopy(inference.floats("x"), s * x.length, x, 0, x.length);
                model.forward(single, 1);
                assertThat(single.floats(output))
                        .containsExactly(
                                inference.floats(output)[2 * s], inference.floats(output)[2 * s + 1]);
            }
            before = inference.floats(output).clone();
            // Running statistics move, and what is kept of the weights must be made anew.
            model.forward(training, N, TrainingPass.of(1, 0));
        }
    }

    private static Activations filled(Activations a) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < a.floats("x").length; i++) {
            a.floats("x")[i] = (float) random.nextDouble(-1, 1);
        }
        return a;
    }
}
