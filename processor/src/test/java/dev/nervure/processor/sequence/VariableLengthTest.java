package dev.nervure.processor.sequence;

import static dev.nervure.dsl.ElementType.INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TensorInfo;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samples of different length: a sample's outputs and gradients are those of the same network declared for that length
 * alone, whatever lies beyond the length and whatever ran before.
 */
@Tag("vector")
class VariableLengthTest {
    private static final int MAX = 6;
    private static final int WIDTH = 4;
    private static final int[] LENGTHS = {3, MAX, 1, 4};

    /** A network by the length of its sequences, fixed or at most. */
    private record Case(String name, UnaryOperator<Tensor> layers, boolean words, boolean ends) {
        /** @param variable empty for a fixed length */
        Network network(int length, String variable) {
            Tensor x = words
                    ? Tensor.input("ids", List.of(length), o -> o.type(INT).variable(variable))
                            .embedding(9, WIDTH, o -> o.name("e"))
                    : Tensor.input("x", List.of(length, WIDTH), o -> o.variable(variable))
                            .dense(WIDTH, o -> o.name("in"));
            return Network.of(layers.apply(x).named("y"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, UnaryOperator<Tensor> layers) {
        return new Case(name, layers, false, false);
    }

    private static Case ofEnds(String name, UnaryOperator<Tensor> layers) {
        return new Case(name, layers, false, true);
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("dense", x -> x.dense(20, Activation.GELU).dense(3)),
                new Case(
                        "words",
                        x -> x.plus(x.sinusoidalPositions())
                                .dense(9, o -> o.bias(false).name("e")),
                        true,
                        false),
                of("rnn", x -> x.rnn(5, o -> o.nonlinearity(Activation.RELU).bidirectional(true))),
                of("lstm", x -> x.lstm(5, o -> o.layers(2).bidirectional(true).bias(false))),
                ofEnds("lstmEnds", x -> x.lstm(5, o -> o.bidirectional(true).lastOnly(true))),
                of("gru", x -> x.gru(5, o -> o.bidirectional(true))),
                ofEnds("gruEnds", x -> x.gru(5, o -> o.layers(2).lastOnly(true))),
                of("attention", x -> x.multiHeadAttention(2)),
                of(
                        "causalRotary",
                        x -> x.multiHeadAttention(
                                2, o -> o.causal(true).rotary(true).keyValueHeads(1))),
                of("scaled", x -> x.scaledDotProductAttention(x.dense(WIDTH), x.dense(3))),
                of(
                        "encoder",
                        x -> x.transformerEncoder(3, 2, o -> o.feedForward(6).normFirst(true))),
                of("decoder", x -> x.transformerDecoder(x.dense(WIDTH), 2, 2, o -> o.feedForward(6))),
                ofEnds("mean", x -> x.relu().mean(0)),
                ofEnds("max", x -> x.max(0).plus(x.slice(0, -1))),
                ofEnds("product", x -> x.transpose().matmul(x)),
                of("moved", x -> x.slice(1, 1, 3)
                        .pad(1, 1)
                        .reshape(-1, 2, 2)
                        .reshape(-1, WIDTH)
                        .prelu()),
                of("normalised", x -> x.layerNorm(o -> o.eps(0.1f)).rmsNorm(o -> o.eps(0.1f))),
                of("normalisedChannels", x -> x.transpose()
                        .groupNorm(2, o -> o.eps(0.1f))
                        .instanceNorm(o -> o.eps(0.1f))
                        .batchNorm()
                        .transpose()),
                of("convolved", x -> x.transpose()
                        .conv1d(3, 3, o -> o.paddingMode(PaddingMode.SAME).activation(Activation.TANH))
                        .transpose()),
                of("causal", x -> x.transpose()
                        .conv1d(WIDTH, 2, o -> o.paddingMode(PaddingMode.CAUSAL)
                                .dilation(2)
                                .groups(2))
                        .transpose()),
                ofEnds("strided", x -> x.transpose()
                        .conv1d(3, 3, o -> o.stride(2).padding(1))
                        .maxPool1d(3, o -> o.stride(1).padding(1))
                        .avgPool1d(3, o -> o.stride(2).padding(1))
                        .globalAvgPool()),
                of("joined", x -> x.slice(0, 0, 1).concat(0, x, x.slice(0, -1)).slice(0, 1, -1)),
                of("withClassToken", x -> Tensor.parameter(
                                "cls", List.of(2, WIDTH), o -> o.initializer(Initializer.NORMAL))
                        .concat(0, x)
                        .multiHeadAttention(2)
                        .slice(0, 2)),
                ofEnds(
                        "shorter",
                        x -> x.concat(0, x.slice(0, 0, 1)).slice(0, -2, -1).mean(0)),
                of("flat", x -> x.flatten().reshape(-1, 2).tanh().reshape(-1, WIDTH)),
                of(
                        "ofPositions",
                        x -> x.plus(x.sinusoidalPositions().transpose().tanh().transpose())),
                ofEnds("pooledToAGrid", x -> x.reshape(-1, 2, 2)
                        .transpose(1, 0, 2)
                        .adaptiveAvgPool2d(3, 2)
                        .flatten()),
                ofEnds("learnedQueries", x -> Tensor.parameter("q", 2, WIDTH)
                        .multiHeadAttention(x, 2)
                        .flatten()),
                of("upsampled", x -> x.transpose().upsample(2).transpose()),
                ofEnds("transposed", x -> x.transpose()
                        .convTranspose1d(3, 3, o -> o.stride(2))
                        .globalAvgPool()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asIfEveryLengthHadItsOwnNetwork(Case sequence) {
        Model model = Compiled.of(sequence.network(MAX, "T")).model(7);
        int n = LENGTHS.length;
        Activations a = model.newActivations(n);
        Gradients g = model.newGradients(n);
        TensorInfo input = model.inputs().get(0);
        int outputSize = model.outputs().get(0).size();
        dirty(model, a, g, input, outputSize);

        System.arraycopy(LENGTHS, 0, a.lengths("T"), 0, n);
        Random random = new Random(1);
        double[][] samples = new double[n][];
        float[][] seeds = new float[n][];
        for (int s = 0; s < n; s++) {
            samples[s] = random.doubles((long) LENGTHS[s] * step(input), -1, 1).toArray();
            seeds[s] = new float[outputLength(sequence, LENGTHS[s], outputSize)];
            for (int i = 0; i < seeds[s].length; i++) {
                seeds[s][i] = random.nextFloat() - 0.5f;
            }
            fill(a, input, s * input.size(), samples[s]);
        }
        for (Activations each : List.of(
                a,
                copyTo(model.newTrainingActivations(n), a, input),
                copyTo(model.newInferenceActivations(n), a, input))) {
            model.forward(each, n);
            for (int s = 0; s < n; s++) {
                int from = s * outputSize;
                int to = from + seeds[s].length;
                assertThat(Arrays.copyOfRange(each.floats("y"), from, to))
                        .containsExactly(Arrays.copyOfRange(a.floats("y"), from, to));
            }
        }
        for (int s = 0; s < n; s++) {
            System.arraycopy(seeds[s], 0, g.activation("y"), s * outputSize, seeds[s].length);
        }
        model.backwardFrom(a, g, n);

        Map<String, double[]> sums = new TreeMap<>();
        for (int s = 0; s < n; s++) {
            Model own = Compiled.of(sequence.network(LENGTHS[s], "")).model(3);
            copyWeights(model, own);
            Activations alone = own.newActivations(1);
            Gradients slopes = own.newGradients(1);
            fill(alone, input, 0, samples[s]);
            own.forward(alone, 1);
            assertClose("y of sample " + s, a.floats("y"), s * outputSize, alone.floats("y"));
            System.arraycopy(seeds[s], 0, slopes.activation("y"), 0, seeds[s].length);
            own.backwardFrom(alone, slopes, 1);
            if (!input.integers()) {
                assertClose("∂x of sample " + s, g.activation("x"), s * input.size(), slopes.activation("x"));
            }
            for (Parameter parameter : own.weights()) {
                if (!parameter.name().startsWith("learnedPositions")) {
                    add(
                            sums.computeIfAbsent(parameter.name(), k -> new double[parameter.size()]),
                            slopes.parameter(parameter.name()));
                }
            }
        }
        sums.forEach((parameter, sum) -> assertClose("∂" + parameter, g.parameter(parameter), 0, floats(sum)));
    }

    /** Runs with full lengths and large values, so that what is left beyond the lengths would show. */
    private static void dirty(Model model, Activations a, Gradients g, TensorInfo input, int outputSize) {
        int n = LENGTHS.length;
        fill(a, input, 0, new Random(9).doubles((long) n * input.size(), -8, 8).toArray());
        model.forward(a, n);
        Arrays.fill(g.activation("y"), 0, n * outputSize, 5f);
        model.backwardFrom(a, g, n);
        if (!input.integers()) {
            Arrays.fill(a.floats("x"), Float.NaN);
        } else {
            Arrays.fill(a.ints("ids"), -1);
        }
        Arrays.fill(g.activation("y"), Float.NaN);
    }

    private static Activations copyTo(Activations to, Activations from, TensorInfo input) {
        System.arraycopy(from.lengths("T"), 0, to.lengths("T"), 0, LENGTHS.length);
        if (input.integers()) {
            System.arraycopy(from.ints("ids"), 0, to.ints("ids"), 0, from.ints("ids").length);
        } else {
            System.arraycopy(from.floats("x"), 0, to.floats("x"), 0, from.floats("x").length);
        }
        return to;
    }

    private static int step(TensorInfo input) {
        return input.size() / MAX;
    }

    private static int outputLength(Case sequence, int length, int size) {
        return sequence.ends ? size : size / MAX * length;
    }

    private static void fill(Activations a, TensorInfo input, int at, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (input.integers()) {
                a.ints("ids")[at + i] = (int) (Math.abs(values[i]) * 1000) % 9;
            } else {
                a.floats("x")[at + i] = (float) values[i];
            }
        }
    }

    private static void copyWeights(Model from, Model to) {
        for (Parameter parameter : to.weights()) {
            parameter.set(from.weights().get(parameter.name()).values());
        }
    }

    private static void add(double[] sum, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Sums run in another order. */
    private static void assertClose(String what, float[] actual, int from, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[from + i]).as("%s[%d]", what, i).isCloseTo(expected[i], within(2e-5f));
        }
    }

    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("cases")
    void passesAllocateNothing(Case sequence) {
        Model model = Compiled.of(sequence.network(MAX, "T")).model(7);
        Activations a = model.newTrainingActivations(3);
        Gradients g = model.newTrainingGradients(3);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20; i++) {
            model.forward(a, 3);
            model.backwardFrom(a, g, 3);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
            a.lengths("T")[i % 3] = 1 + i % MAX;
            model.forward(a, 3);
            model.backwardFrom(a, g, 3);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes for 20 passes")
                .isLessThan(20 * 40);
    }

    @org.junit.jupiter.api.Test
    void aWordThatIsNotInTheVocabularyIsNamed() {
        Model model = Compiled.of(new Case("words", x -> x.dense(2), true, false).network(MAX, "T"))
                .model(1);
        Activations a = model.newActivations(2);
        for (int wrong : new int[] {9, -1}) {
            a.ints("ids")[MAX + 2] = wrong;
            assertThatThrownBy(() -> model.forward(a, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ids of sample 1, position 2, is " + wrong
                            + ", which is not in 0 … 8: the vocabulary has 9 entries");
        }
    }
}
