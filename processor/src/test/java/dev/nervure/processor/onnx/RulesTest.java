package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What exporters spell out becomes the layers that somebody declared. */
class RulesTest {
    private static OnnxImport read(String name) throws Exception {
        try (InputStream in = RulesTest.class.getResourceAsStream("/onnx-own/" + name + ".onnx")) {
            OnnxModel model = ModelReader.read(Objects.requireNonNull(in).readAllBytes(), null);
            return OnnxImport.of(model, ImportOptions.NONE);
        }
    }

    private static List<String> kinds(String name) throws Exception {
        return Objects.requireNonNull(read(name).network()).nodes().stream()
                .map(node -> node.layer().kind())
                .toList();
    }

    private static List<Activation> activations(String name) throws Exception {
        return Objects.requireNonNull(read(name).network()).nodes().stream()
                .map(Node::layer)
                .filter(DenseLayer.class::isInstance)
                .map(layer -> ((DenseLayer) layer).activation())
                .filter(activation -> activation != Activation.IDENTITY)
                .toList();
    }

    private static List<String> parameters(String name) throws Exception {
        return Objects.requireNonNull(read(name).network()).parameters().stream()
                .map(ParameterSpec::name)
                .toList();
    }

    @Test
    void geluOfBothFormsAndBothExporters() throws Exception {
        for (String name : List.of("gelu", "gelu_dynamo", "gelu_opset20")) {
            assertThat(activations(name)).as(name).containsExactlyInAnyOrder(Activation.GELU, Activation.GELU_TANH);
        }
    }

    @Test
    void normsThatAreWrittenOut() throws Exception {
        assertThat(kinds("rms_norm")).containsExactly("Input", "Dense", "RmsNorm");
        assertThat(kinds("rms_norm_dynamo")).containsExactly("Input", "Dense", "RmsNorm");
        assertThat(kinds("encoder_pre_norm")).contains("LayerNorm").doesNotContain("RmsNorm", "Mean");
    }

    @Test
    void denseLayersWithTheirBiasAndTheirNames() throws Exception {
        assertThat(kinds("mlp_3d")).containsExactly("Input", "Dense", "Dense");
        assertThat(parameters("mlp_3d")).containsExactly("a.weight", "a.bias", "b.weight", "b.bias");
        assertThat(parameters("encoder_pre_norm"))
                .contains("block.linear1.weight", "block.linear1.bias", "block.norm1.weight", "block.norm2.bias");
    }

    @Test
    void valuesTimesAFunctionOfThemselves() throws Exception {
        assertThat(kinds("activations")).contains("Silu", "Mish", "HardSwish", "Selu", "Softplus");
    }

    @Test
    void recurrentLayersWithoutTheirWrappers() throws Exception {
        assertThat(kinds("lstm_batch_first")).containsExactly("Input", "Lstm", "Dense");
    }

    @Test
    void aTiedTableIsOneParameter() throws Exception {
        assertThat(parameters("llama_block")).contains("embed.weight").doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(read("llama_block").network()).nodes().stream()
                        .filter(node -> node.parameters().stream()
                                .anyMatch(spec -> spec.name().equals("embed.weight")))
                        .map(node -> node.layer().kind()))
                .containsExactlyInAnyOrder("Embedding", "Dense");
    }

    @Test
    void checkSaysWhatAFileBecomes() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        String file = Path.of(Objects.requireNonNull(RulesTest.class.getResource("/onnx-own/gpt_dynamic.onnx"))
                        .toURI())
                .toString();
        try {
            System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
            NetworkCompiler.main("check", file);
            NetworkCompiler.main("check", file, "ids.1=7");
        } finally {
            System.setOut(out);
        }
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("axis 1 is open: @Axis(input = \"ids\", axis = 1, max = …)")
                .contains("1 in the way:")
                .containsPattern("\\[n, 7, 16] +Embedding +ids");
    }
}
