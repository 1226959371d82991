package dev.nervure.processor.onnx.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.WeightStore;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each form finds its layer in what exporters write, and leaves alone what only looks like it. */
class FormsTest {
    private static Network read(String name) throws Exception {
        try (InputStream in = FormsTest.class.getResourceAsStream("/onnx-own/" + name + ".onnx")) {
            OnnxModel model = ModelReader.read(Objects.requireNonNull(in).readAllBytes(), null);
            Map<AxisOf, AxisSize> axes = new HashMap<>();
            for (ValueInfo input : model.graph().inputs()) {
                for (int axis = 1; axis < Objects.requireNonNull(input.dims()).size(); axis++) {
                    if (input.dims().get(axis).size() < 0) {
                        axes.put(new AxisOf(input.name(), axis), new AxisSize("", 7));
                    }
                }
            }
            return Objects.requireNonNull(OnnxImport.of(model, new ImportOptions(Map.of(), axes, List.of()))
                    .network());
        }
    }

    private static List<String> kinds(Network network) {
        return network.nodes().stream().map(node -> node.layer().kind()).toList();
    }

    private static <L extends Layer> List<L> layers(Network network, Class<L> type) {
        return network.nodes().stream()
                .map(node -> node.layer())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Network composed(Tensor... outputs) {
        return Network.of(
                Forms.apply(List.of(outputs), Set.of(), new WeightStore()).toArray(new Tensor[0]));
    }

    @Test
    void activationsBelongToTheLayerBefore() throws Exception {
        assertThat(kinds(read("cnn_bn_eval"))).doesNotContain("Relu");
        assertThat(layers(read("mobilenetv3_block"), Conv2dLayer.class))
                .extracting(Conv2dLayer::activation)
                .containsExactly(Activation.HARD_SWISH, Activation.RELU, Activation.HARD_SIGMOID, Activation.IDENTITY);
    }

    @Test
    void aProductThatOthersReadKeepsItsValues() {
        Tensor z = Tensor.input("x", 4).dense(3).named("z");
        assertThat(kinds(composed(z.relu().named("a"), z.tanh().named("b")))).contains("Relu", "Tanh");
        assertThat(kinds(composed(z, z.relu().named("a")))).contains("Relu");
        assertThat(kinds(composed(z.relu().named("a")))).containsExactly("Input", "Dense");
        assertThat(composed(z.relu().named("a")).outputs().get(0).name()).isEqualTo("a");
    }

    @Test
    void anOutputThatALossReadsKeepsItsSigmoid() {
        Tensor y = Tensor.input("x", 4).dense(1).sigmoid().named("y");
        assertThat(kinds(composed(y))).containsExactly("Input", "Dense", "Sigmoid");
    }

    @Test
    void meansOfChannelsAreAPooling() throws Exception {
        assertThat(kinds(read("cnn_bn_eval"))).contains("GlobalAvgPool").doesNotContain("Mean", "Reshape");
        Tensor x = Tensor.input("x", 3, 4, 4);
        Tensor rows = x.mean(1).reshape(12).named("y");
        assertThat(kinds(composed(rows))).contains("Mean");
    }

    @Test
    void groupNormOfBothExporters() throws Exception {
        for (String name : List.of("group_norm", "group_norm_dynamo")) {
            assertThat(layers(read(name), GroupNormLayer.class))
                    .as(name)
                    .singleElement()
                    .satisfies(norm -> {
                        assertThat(norm.groups()).isEqualTo(2);
                        assertThat(norm.affine()).isTrue();
                    });
            assertThat(kinds(read(name))).as(name).doesNotContain("Reshape");
        }
    }

    @Test
    void lastStepsOfRecurrentLayers() throws Exception {
        assertThat(layers(read("gru_hidden"), GruLayer.class))
                .extracting(GruLayer::lastOnly)
                .containsExactly(true);
        assertThat(layers(read("lstm_last_dynamic"), LstmLayer.class))
                .extracting(LstmLayer::lastOnly)
                .containsExactly(true);
        Tensor steps = Tensor.input("x", 5, 3).gru(4);
        Tensor first = steps.slice(0, 3, 4).reshape(4).named("y");
        assertThat(kinds(composed(first))).contains("Slice");
        Tensor both = steps.part(1).plus(steps.mean(0)).named("z");
        assertThat(kinds(composed(both))).contains("Part");
    }

    @Test
    void recurrentLayersThatReadEachOtherAreAStack() throws Exception {
        assertThat(layers(read("lstm_2layer_bidirectional"), LstmLayer.class))
                .singleElement()
                .satisfies(lstm -> {
                    assertThat(lstm.layers()).isEqualTo(2);
                    assertThat(lstm.bidirectional()).isTrue();
                });
    }

    @Test
    void rotationOfQueriesAndKeysThatShareHeads() throws Exception {
        for (String name : List.of("llama_block", "llama_block_dynamo")) {
            assertThat(layers(read(name), RotaryLayer.class))
                    .as(name)
                    .containsExactlyInAnyOrder(
                            new RotaryLayer(4, 10_000, false, ""), new RotaryLayer(2, 10_000, false, ""));
        }
    }

    @Test
    void attentionWithItsProjections() throws Exception {
        for (String name : List.of("encoder_pre_norm", "encoder_post_norm", "encoder_post_norm_dynamo")) {
            Network network = read(name);
            assertThat(layers(network, MultiHeadAttentionLayer.class))
                    .as(name)
                    .singleElement()
                    .satisfies(attention -> {
                        assertThat(attention.heads()).isEqualTo(3);
                        assertThat(attention.name()).isEqualTo("block.self_attn");
                    });
            assertThat(network.parameters())
                    .as(name)
                    .extracting(spec -> spec.name())
                    .contains("block.self_attn.in_proj_weight", "block.self_attn.out_proj.bias");
            assertThat(network.nodes()).as(name).hasSizeLessThan(10);
        }
    }

    @Test
    void attentionWithCausalMasks() throws Exception {
        for (String name :
                List.of("gpt_dynamic", "gpt_dynamic_dynamo", "attention_opset23_dynamo", "llama_block_dynamo")) {
            assertThat(layers(read(name), ScaledDotProductAttentionLayer.class))
                    .as(name)
                    .extracting(ScaledDotProductAttentionLayer::causal)
                    .containsExactly(true);
        }
    }

    @Test
    void attentionWithComputedMasks() throws Exception {
        Network network = read("mha_padded");
        assertThat(layers(network, MultiHeadAttentionLayer.class))
                .singleElement()
                .satisfies(attention -> {
                    assertThat(attention.mask()).isTrue();
                    assertThat(attention.causal()).isFalse();
                });
        assertThat(kinds(network)).doesNotContain("Softmax", "Matmul", "Add");
    }

    /** Scores with a mask that is added, or that chooses, before or behind causality; and one that is no mask. */
    @Test
    void masksThatAreAddedAndMasksThatChoose() {
        Tensor x = Tensor.input("x", 4, 6);
        Tensor seen = Tensor.input("seen", List.of(4), o -> o.type(ElementType.BOOL));
        Tensor scores = x.matmul(x.transpose(1, 0)).times((float) (1 / Math.sqrt(6)));
        Tensor none = Tensor.constant(-1e30f);
        float[] later = new float[16];
        for (int i = 0; i < 16; i++) {
            later[i] = i % 4 > i / 4 ? -1e30f : 0;
        }
        Tensor future = Tensor.constant(later, 4, 4);
        for (Tensor masked : List.of(
                seen.where(scores, none),
                seen.not().where(none, scores).plus(future),
                seen.where(scores.plus(future), none),
                future.plus(scores.plus(seen.where(Tensor.constant(0), none))))) {
            Network network = composed(masked.softmax().matmul(x).named("y"));
            assertThat(layers(network, ScaledDotProductAttentionLayer.class))
                    .singleElement()
                    .satisfies(attention -> assertThat(attention.mask()).isTrue());
        }
        Tensor small = seen.where(scores, Tensor.constant(-5));
        assertThat(kinds(composed(small.softmax().matmul(x).named("y")))).contains("Softmax", "Where");
    }

    @Test
    void whatBroadcastsIsNotRepeated() throws Exception {
        assertThat(kinds(read("embedding_mean_pool")))
                .containsExactlyInAnyOrder(
                        "Input",
                        "Input",
                        "Constant",
                        "Constant",
                        "Embedding",
                        "Reshape",
                        "Cast",
                        "Multiply",
                        "Sum",
                        "Sum",
                        "Maximum",
                        "Divide",
                        "Multiply",
                        "Sum",
                        "Sqrt",
                        "Maximum",
                        "Divide");
        Tensor x = Tensor.input("x", 5, 3);
        Tensor mask = Tensor.input("mask", 5).reshape(5, 1).expand(5, 3);
        Tensor mean = x.times(mask).sum(0).divide(mask.sum(0)).named("y");
        assertThat(kinds(composed(mean))).doesNotContain("Expand");
    }

    @Test
    void sharesThatAreAnOutputAreComputedAsTheyAreWritten() throws Exception {
        assertThat(kinds(read("mha_causal_weights"))).contains("Softmax").doesNotContain("MultiHeadAttention");
    }

    @Test
    void namesOfPartsAreThoseOfTheFile() {
        Tensor x = Tensor.input("x", 6, 8);
        Tensor q = heads(x.dense(8, o -> o.name("layer.self.query")));
        Tensor k = heads(x.dense(8, o -> o.name("layer.self.key")));
        Tensor v = heads(x.dense(8, o -> o.name("layer.self.value")));
        Tensor y = q.scaledDotProductAttention(k, v)
                .transpose(1, 0, 2)
                .reshape(6, 8)
                .dense(8, o -> o.name("layer.output"))
                .named("y");
        assertThat(layers(composed(y), MultiHeadAttentionLayer.class))
                .singleElement()
                .satisfies(attention -> {
                    assertThat(attention.name()).isEqualTo("layer");
                    assertThat(attention.parts()).containsExactly("self.query", "self.key", "self.value", "output");
                });
        Tensor mixed = q.scaledDotProductAttention(k, v) // heads one after the other, not side by side
                .reshape(6, 8)
                .dense(8, o -> o.name("layer.output"))
                .named("y");
        assertThat(kinds(composed(mixed))).doesNotContain("MultiHeadAttention");
    }

    private static Tensor heads(Tensor x) {
        return x.reshape(6, 2, 4).transpose(1, 0, 2);
    }

    @Test
    void denseLayersAreStillThere() throws Exception {
        assertThat(layers(read("llama_block"), DenseLayer.class))
                .extracting(DenseLayer::activation)
                .contains(Activation.SILU);
    }
}
