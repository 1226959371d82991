package dev.nervure.processor.frontend;

import static com.google.testing.compile.Compiler.javac;
import static dev.nervure.dsl.Activation.RELU;
import static dev.nervure.dsl.ElementType.INT;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.processor.Inventory;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.NeuralNetworkProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An annotated network and its twin by the builder generate the same bytes: every layer, every kind of attribute. */
class TwinNetworksTest {
    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 8);
    private final Tensor image = Tensor.input("image", 4, 9, 9);
    private final Tensor words =
            Tensor.input("words", List.of(6), o -> o.type(INT).variable("T"));
    private final Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));
    private final Tensor truth = Tensor.target("truth", 8);
    private final Tensor spoken = Tensor.target("spoken", List.of(2), o -> o.type(INT));
    private final Tensor y = row.dense(8);

    private Map<String, Network> networks() {
        Map<String, Network> networks = new TreeMap<>();
        networks.put("Dense", dense());
        networks.put("Activations", activations());
        networks.put("Arithmetic", arithmetic());
        networks.put("Logic", logic());
        networks.put("Parts", parts());
        networks.put("Shapes", shapes());
        networks.put("Images", images());
        networks.put("Sequences", sequences());
        networks.put("Words", words());
        networks.put("Losses", losses());
        return networks;
    }

    private Network dense() {
        Tensor hidden = row.dense(16, RELU).named("hidden");
        Tensor shared = hidden.dense(8, o -> o.name("encoder.0").bias(false).initializer(Initializer.HE_NORMAL));
        Tensor fixed = shared.dense(
                16, o -> o.trainable(false).initializer(Initializer.CONSTANT).constant(0.5f));
        return Network.of(
                fixed.dense(8, o -> o.name("encoder.0").bias(false)), row.bilinear(shared, 3), hidden.dropout(0.25f));
    }

    private Network activations() {
        return Network.of(
                row.identity(),
                row.relu(),
                row.leakyRelu(0.2f),
                row.prelu(),
                row.elu(0.5f),
                row.selu(),
                row.sigmoid(),
                row.hardSigmoid(),
                row.tanh(),
                row.softmax(),
                row.logSoftmax(),
                row.softplus(),
                row.gelu(),
                row.gelu(true),
                row.silu(),
                row.mish(),
                row.hardSwish(),
                y);
    }

    private Network arithmetic() {
        return Network.of(
                row.plus(y).minus(y).times(y).div(row),
                row.unaryMinus().times(2).plus(1),
                row.exp(),
                row.log(),
                row.sqrt(),
                row.pow(3),
                steps.matmul(steps.transpose()),
                steps.mean(),
                steps.sum(0),
                steps.max(o -> o.axis(1).keepDims(true)));
    }

    private Network logic() {
        Tensor positive = row.compare(Comparison.GREATER, 0);
        Tensor near = row.compare(Comparison.LESS_OR_EQUAL, y);
        Tensor scale = Tensor.parameter(
                "scale", List.of(8), o -> o.initializer(Initializer.CONSTANT).constant(1));
        return Network.of(
                positive.and(near).or(positive.not()).where(row.abs(), y),
                row.times(3)
                        .cast(INT)
                        .plus(Tensor.constant(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 8))
                        .minimum(row.cast(INT))
                        .named("integers"),
                row.sin().maximum(row.cos()).clamp(-0.5f, 0.25f),
                row.stopGradient().times(scale),
                row.normal(0.5f).uniform(row.exp()),
                row.sin().derivative(row).named("slope"),
                row.plus(Tensor.constant(new float[] {0.5f, 1, 2, 3, 4, 5, 6, 7}, 8)),
                row.argMax(0).oneHot(8).times(row),
                steps.argMax(1).categoryEncoding(8, true).times(row),
                steps.argMin(-1, true).named("least"),
                steps.min(1).plus(steps.logSumExp(1)),
                steps.cumSum(0));
    }

    private Network parts() {
        Tensor lstm = steps.lstm(4).named("lstm");
        Tensor halves = row.split(-1, 3, 5);
        Tensor top = row.topK(3);
        return Network.of(
                lstm,
                lstm.part(2),
                halves.concat(halves.part(1)),
                top,
                row.gather(0, top.part(1)),
                row.gatherElements(0, top.part(1)),
                steps.slice(1, 0, 1).expand(2, 6, 8),
                steps.rotary(2, o -> o.interleaved(false)),
                row.feedForward(4, o -> o.parts("up", "down")),
                steps.multiHeadAttention(2, o -> o.parts("wq", "wk", "wv", "wo")),
                steps.transformerEncoder(2, 2, o -> o.parts("a", "b.c", "d", "e", "f")
                        .attentionParts("qkv", "proj")
                        .blocks("h")));
    }

    private Network shapes() {
        return Network.of(
                steps.flatten(),
                steps.reshape(4, 12),
                steps.transpose(1, 0),
                steps.slice(1, 2, 5),
                steps.pad(1, 2),
                Tensor.concat(0, List.of(steps, steps.dense(8))));
    }

    private Network images() {
        return Network.of(
                image.conv2d(6, 3, o -> o.stride(2).padding(1).activation(RELU)).batchNorm(),
                image.convTranspose2d(4, 3),
                image.maxPool2d(3).globalAvgPool(),
                image.avgPool2d(2).instanceNorm(),
                image.adaptiveAvgPool2d(3).upsample(2),
                image.groupNorm(2),
                image.standardize(o -> o.axis(0)));
    }

    private Network sequences() {
        Tensor key = steps.relu();
        Tensor value = steps.tanh();
        return Network.of(
                steps.conv1d(4, 3, o -> o.paddingMode(PaddingMode.CAUSAL).dilation(2)),
                steps.convTranspose1d(4, 3),
                steps.maxPool1d(2),
                steps.avgPool1d(2),
                steps.rnn(4),
                steps.lstm(4, o -> o.bidirectional(true)),
                steps.gru(4, o -> o.layers(2).lastOnly(true)),
                steps.scaledDotProductAttention(key, value),
                steps.transformerEncoder(2, 2),
                steps.transformerDecoder(key, 1, 2));
    }

    private Network words() {
        Tensor vectors = words.embedding(20, 8);
        Tensor placed = vectors.plus(vectors.learnedPositions()).plus(vectors.sinusoidalPositions());
        return Network.of(
                placed.layerNorm().multiHeadAttention(2, o -> o.causal(true).dropout(0.1f)),
                placed.rmsNorm().feedForward(16),
                placed.gatedFeedForward(16));
    }

    private Network losses() {
        Tensor p = y.sigmoid().named("p");
        return Network.of(y, p, y.softmax().named("shares"))
                .losses(
                        y.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f).weight(2)),
                        y.softmax().crossEntropy(label),
                        y.sigmoidCrossEntropy(truth),
                        p.binaryCrossEntropy(truth),
                        y.meanSquaredError(truth),
                        y.meanAbsoluteError(truth),
                        y.huber(truth),
                        y.reshape(4, 2).ctc(spoken, o -> o.zeroInfinity(true)),
                        y.pow(2).meanLoss(o -> o.weight(0.01f)));
    }

    @TestFactory
    Stream<DynamicTest> twinsGenerateTheSameBytes() {
        return networks().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    String text = Annotated.text("twin", "Net", entry.getValue());
                    assertThat(annotated("twin.Net", text))
                            .isEqualTo(new TreeMap<>(NetworkCompiler.of("twin.Net", entry.getValue())
                                    .sources()));
                }));
    }

    /** The short form of a loss is its long form by another name. */
    @Test
    void shortFormsOfLossesAreTheirLongForms() {
        String text = """
                package twin;

                import dev.nervure.dsl.*;

                @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
                public interface Net {
                    @Input(8) Tensor row();
                    @Dense(units = 8) Tensor logits(Tensor row);
                }
                """;
        Network network = Network.of(row.dense(8).named("logits"));
        Tensor targets = Tensor.target("targets", List.of(), o -> o.type(INT));
        Tensor logits = row.dense(8).named("logits");
        Network spelled =
                Network.of(logits).loss(logits.softmaxCrossEntropy(targets).named("loss"));
        Map<String, String> sources = annotated("twin.Net", text);
        assertThat(sources)
                .isEqualTo(new TreeMap<>(NetworkCompiler.of("twin.Net", network.loss(Loss.SOFTMAX_CROSS_ENTROPY))
                        .sources()))
                .isEqualTo(new TreeMap<>(NetworkCompiler.of("twin.Net", spelled).sources()));
    }

    @Test
    void everyLayerIsAmongTheTwins() {
        Set<String> covered = networks().values().stream()
                .flatMap(network -> network.nodes().stream())
                .map(node -> node.layer().kind())
                .collect(toSet());
        Set<String> annotations = Inventory.ofPackage(NeuralNetwork.class).stream()
                .map(Class::getSimpleName)
                .filter(TwinNetworksTest::isLayer)
                .collect(toSet());
        assertThat(covered).isEqualTo(annotations);
    }

    private static boolean isLayer(String annotation) {
        Class<?> layer = Layers.layer(annotation);
        return layer != null && layer.isRecord();
    }

    private static Map<String, String> annotated(String name, String text) {
        Compilation compilation = javac().withProcessors(new NeuralNetworkProcessor())
                .compile(JavaFileObjects.forSourceString(name, text));
        assertThat(compilation.errors()).as(text).isEmpty();
        Map<String, String> sources = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            try {
                sources.put(
                        file.getName().replaceFirst("^/SOURCE_OUTPUT/", ""),
                        file.getCharContent(true).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }
}
