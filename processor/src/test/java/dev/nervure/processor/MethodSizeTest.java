package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.report.ClassFile;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However much is to be unrolled, no method becomes too long for HotSpot: {@link Compiled} asserts it. */
class MethodSizeTest {
    private static final Options UNROLL_ALL = new Options(Integer.MAX_VALUE, Integer.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({"16, 190", "190, 16", "1, 240", "240, 1", "2, 1000", "1000, 2", "107, 3", "160, 2", "33, 80"})
    void unrolledLayers(int in, int out) {
        assertThatCode(() -> Compiled.of(
                        Network.of(Tensor.input("x", in)
                                        .dense(out, Activation.TANH)
                                        .named("y"))
                                .loss(Loss.MEAN_SQUARED_ERROR),
                        UNROLL_ALL))
                .doesNotThrowAnyException();
    }

    private static Tensor x() {
        return Tensor.input("x", 3);
    }

    private static Tensor[] many(int count) {
        Tensor x = x();
        return IntStream.range(0, count)
                .mapToObj(i -> x.dense(2).named("h" + i))
                .toArray(Tensor[]::new);
    }

    /** Deep and wide: constructors, switches by name, constants and the methods that call the layers are cut as well. */
    static Stream<Arguments> b4_b5_manyLayers() {
        Tensor deep = x();
        Tensor narrow = Tensor.input("x", 1, 3, 3);
        for (int i = 0; i < 150; i++) {
            deep = deep.dense(2, Activation.TANH);
            narrow = narrow.conv2d(1, 1 + 2 * (i % 2), o -> o.paddingMode(PaddingMode.SAME));
        }
        Tensor attending = Tensor.input("x", 2, 4);
        for (int i = 0; i < 60; i++) {
            attending = attending.plus(attending.multiHeadAttention(1, o -> o.dropout(0.1f)));
        }
        float[] weights = new float[20_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + i / 7f;
        }
        Tensor inputs = Tensor.concat(
                0,
                IntStream.range(0, 250).mapToObj(i -> Tensor.input("x" + i, 2)).toList());
        Tensor[] summands = many(251);
        Tensor sum = summands[0].add(Arrays.copyOfRange(summands, 1, 251));
        Tensor classes = x().dense(weights.length).named("classes");
        Tensor label = Tensor.target("label", List.of(), o -> o.type(ElementType.INT));
        return Stream.of(
                arguments("150 dense layers", Network.of(deep.named("y"))),
                arguments("150 convolutions", Network.of(narrow.named("y"))),
                arguments("60 attentions", Network.of(attending.named("y"))),
                arguments("250 inputs", Network.of(inputs.dense(1).named("y"))),
                arguments("250 outputs", Network.of(many(250))),
                arguments(
                        "concat of 250",
                        Network.of(Tensor.concat(0, List.of(many(250))).named("y"))),
                arguments("sum of 251", Network.of(sum.named("y"))),
                arguments(
                        "20,000 class weights",
                        Network.of(classes)
                                .loss(classes.softmaxCrossEntropy(label, o -> o.classWeights(weights))
                                        .named("loss"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void b4_b5_manyLayers(String what, Network network) {
        Model model = Compiled.of(network).model(1);
        model.forward(model.newInferenceActivations(1), 1);
        Activations a = model.newTrainingActivations(1);
        model.forward(a, 1);
        model.backwardFrom(a, model.newTrainingGradients(1), 1);
    }

    /** Source grows by some 3 kB a layer where layers are loops, and by 12 where they are unrolled. */
    @Test
    void manySmallLayersStayWithinTheBudgetOfUnrolling() {
        assertThat(lengthOf(400, Options.DEFAULT)).isLessThan(lengthOf(400, new Options(128, 4_096)) / 2);
        assertThat(lengthOf(20, Options.DEFAULT)).isEqualTo(lengthOf(20, new Options(128, 4_096)));
    }

    private static int lengthOf(int layers, Options options) {
        Tensor x = Tensor.input("x", 8);
        for (int i = 0; i < layers; i++) {
            x = x.dense(8, Activation.TANH);
        }
        return Compiled.sources(Network.of(x.named("y")), options).values().stream()
                .mapToInt(String::length)
                .sum();
    }

    @Test
    void sizesAreThoseOfTheClassFile() {
        byte[] file = Javac.compile(Map.of("A", "final class A { int f(int x) { return x; } }"))
                .classes()
                .get("A");
        assertThat(ClassFile.methodSizes(file)).containsEntry("f(I)I", 2).hasSize(2); // iload_1, ireturn; constructor
    }
}
