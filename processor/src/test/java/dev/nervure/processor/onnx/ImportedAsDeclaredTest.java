package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.declaration.DeclarationWriter;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.plan.Options;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The classes of a file are, to the letter, those of the network that somebody would declare by hand: so they are as fast. */
class ImportedAsDeclaredTest {
    private static Network read(String name) throws Exception {
        try (InputStream in = ImportedAsDeclaredTest.class.getResourceAsStream("/onnx-own/" + name + ".onnx")) {
            OnnxModel model = ModelReader.read(Objects.requireNonNull(in).readAllBytes(), null);
            return Objects.requireNonNull(
                    OnnxImport.of(model, ImportOptions.NONE).network());
        }
    }

    private static void same(Network imported, Tensor output) {
        Network declared = Network.of(output);
        assertThat(DeclarationWriter.write(imported.nodes(), imported.outputs()))
                .isEqualTo(DeclarationWriter.write(declared.nodes(), declared.outputs()));
        assertThat(Compiled.sources("same", imported, Options.DEFAULT))
                .isEqualTo(Compiled.sources("same", declared, Options.DEFAULT));
    }

    @Test
    void denseLayers() throws Exception {
        Network imported = read("mlp_3d");
        List<Node> nodes = imported.nodes();
        int[] shape = nodes.get(0).type().shape().sample().stream()
                .mapToInt(dim -> dim.max())
                .toArray();
        int hidden = ((DenseLayer) nodes.get(1).layer()).units();
        int units = ((DenseLayer) nodes.get(2).layer()).units();
        same(
                imported,
                Tensor.input(nodes.get(0).name(), shape)
                        .dense(hidden, o -> o.activation(Activation.RELU).name("a"))
                        .named(nodes.get(1).name())
                        .dense(units, o -> o.name("b"))
                        .named(nodes.get(2).name()));
    }

    @Test
    void aBlockOfAnEncoder() throws Exception {
        Tensor x = Tensor.input("x", 6, 12);
        Tensor attended =
                x.multiHeadAttention(3, o -> o.name("block.self_attn")).named("blockSelfAttn");
        Tensor middle = x.plus(attended)
                .named("block")
                .layerNorm(o -> o.name("block.norm1"))
                .named("blockNorm1");
        Tensor fed = middle.dense(20, o -> o.activation(Activation.GELU).name("block.linear1"))
                .named("blockLinear1")
                .dense(12, o -> o.name("block.linear2"))
                .named("blockLinear2");
        same(
                read("encoder_post_norm"),
                middle.plus(fed)
                        .named("blockAdd")
                        .layerNorm(o -> o.name("block.norm2"))
                        .named("y"));
    }

    @Test
    void convolutions() throws Exception {
        Network imported = read("cnn_bn_eval");
        String first = imported.nodes().get(1).layer().name();
        String second = imported.nodes().get(3).layer().name();
        same(
                imported,
                Tensor.input("x", 1, 10, 10)
                        .conv2d(6, 3, o -> o.padding(1)
                                .activation(Activation.RELU)
                                .name(first))
                        .named("conv")
                        .maxPool2d(2, o -> o.stride(2))
                        .named("maxPool")
                        .conv2d(8, 3, o -> o.activation(Activation.RELU).name(second))
                        .named("convConv2d")
                        .globalAvgPool()
                        .named("flatten")
                        .dense(4, o -> o.name("8"))
                        .named("y"));
    }

    @Test
    void theLastStepOfARecurrentLayer() throws Exception {
        Network imported = read("gru_hidden");
        String path = imported.nodes().get(1).layer().name();
        same(
                imported,
                Tensor.input("x", 7, 4)
                        .gru(6, o -> o.lastOnly(true).name(path))
                        .named("squeeze")
                        .dense(2, o -> o.name("f"))
                        .named("y"));
    }
}
