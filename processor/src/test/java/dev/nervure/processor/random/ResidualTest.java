package dev.nervure.processor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums that are computed together with the product before them. */
@Tag("vector")
class ResidualTest {
    private static final Options KERNELS = new Options(0, 0);

    private static Tensor x() {
        return Tensor.input("x", 5).dense(7, Activation.TANH).named("h");
    }

    private static Network dense(Activation activation) {
        Tensor x = x();
        return Network.of(
                x.plus(x.dense(7).named("z")).activation(activation).dense(2).named("y"));
    }

    private static Network convolutions() {
        Tensor x = Tensor.input("x", 4, 4, 3);
        Tensor block = x.conv2d(4, 3, o -> o.padding(1).activation(Activation.RELU))
                .conv2d(4, 3, o -> o.padding(1))
                .plus(x)
                .relu();
        Tensor shortcut = block.conv2d(2, 1, o -> o.stride(2));
        return Network.of(block.conv2d(2, 3, o -> o.stride(2).padding(1).bias(false))
                .plus(shortcut)
                .named("y"));
    }

    private static Network encoder(boolean normFirst) {
        return Network.of(Tensor.input("x", 3, 4)
                .transformerEncoder(
                        2, 2, o -> o.feedForward(5).normFirst(normFirst).dropout(0f))
                .named("y"));
    }

    static Stream<Network> networks() {
        return Stream.concat(
                Stream.of(Activation.IDENTITY, Activation.RELU, Activation.SIGMOID, Activation.GELU)
                        .map(ResidualTest::dense),
                Stream.of(convolutions(), encoder(false), encoder(true)));
    }

    /** In every form, with all that is between where every tensor is kept, and back. */
    @ParameterizedTest
    @MethodSource("networks")
    void computeWhatTheReferenceDoes(Network network) {
        Network trained = network.loss(Loss.MEAN_SQUARED_ERROR);
        Compiled compiled = Compiled.of(trained, KERNELS);
        assertThat(isFused(compiled)).isTrue();
        LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(seed -> new Experiment(trained, 2, seed))
                .filter(Experiment::isSmooth)
                .findFirst()
                .orElseThrow()
                .run(compiled);
    }

    private static boolean isFused(Compiled compiled) {
        return compiled.toString().contains("only where every tensor is kept");
    }

    @Test
    void sayWhatTheyCompute() {
        assertThat(line(Compiled.of(dense(Activation.RELU), KERNELS).source("Forward")))
                .contains("relu = relu(h + h · Wᵀ + b)")
                .contains("zWeight.multiply(h, 0, n, zBias, zEpilogue.add(h).then(Epilogue.RELU), relu, 0);");
        assertThat(line(Compiled.of(convolutions(), KERNELS).source("Forward")))
                .contains("relu = relu(W ∗ conv2d + b + x)")
                .contains("conv2d2Epilogue.add(x).then(Epilogue.RELU), relu, 0, conv2d2Scratch);");
        assertThat(line(Compiled.of(encoder(true), KERNELS).source("YLayersForward")))
                .contains("add = input + attentionHeads · Wᵀ + b")
                .contains("feedForwardEpilogue.add(add), ");
    }

    private static String line(String source) {
        return source.replaceAll("\\s+", " ");
    }

    @Test
    void keepWhatIsBetweenOnlyForWhoLooks() {
        Model model = Compiled.of(dense(Activation.RELU), KERNELS).model(1);
        assertThat(model.newActivations(3).floats("z")).hasSize(21);
        assertThat(model.newActivations(3).floats("add")).hasSize(21);
        for (Activations a : new Activations[] {model.newInferenceActivations(3), model.newTrainingActivations(3)}) {
            assertThatThrownBy(() -> a.floats("z")).hasMessageContaining("newActivations keeps it");
            assertThatThrownBy(() -> a.floats("add")).hasMessageContaining("newActivations keeps it");
        }
    }

    static Stream<Network> others() {
        Tensor x = x();
        Tensor z = x.dense(7).named("z");
        return Stream.of(
                Network.of(x.plus(z).dense(2), z.dense(1)), // it is read again
                Network.of(x.plus(z), z), // it is an output
                Network.of(z.plus(z)),
                Network.of(x.plus(z.dropout(0.5f))),
                Network.of(x.minus(z)),
                Network.of(Tensor.input("many", 3, 7).plus(z))); // the other shape is larger
    }

    @ParameterizedTest
    @MethodSource("others")
    void areComputedAlone(Network network) {
        assertThat(isFused(Compiled.of(network, KERNELS))).isFalse();
    }

    @Test
    void areComputedAloneInGeneratedLoops() {
        assertThat(isFused(Compiled.of(dense(Activation.RELU)))).isFalse();
    }

    /** A function whose slope needs the sum leaves the sum where it is. */
    @Test
    void keepASumThatBackwardReads() {
        Model model = Compiled.of(dense(Activation.GELU).loss(Loss.MEAN_SQUARED_ERROR), KERNELS)
                .model(1);
        assertThat(model.newTrainingActivations(2).floats("add")).hasSize(14);
    }
}
