package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interface that names an ONNX file, as users write it. */
class OnnxDeclarationTest {
    private static final String HEADER = "package user;\nimport dev.nervure.dsl.*;\n";

    @TempDir
    private Path classes;

    private List<String> compile(String text) throws Exception {
        return UserModule.compile(classes, HEADER + text);
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = OnnxDeclarationTest.class.getResourceAsStream("/onnx-own/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void theClassesOfAFileBringItsWeightsAndTrain() throws Exception {
        Files.write(classes.resolve("mlp.onnx"), resource("mlp.onnx"));
        assertThat(compile(
                        "@NeuralNetwork(onnx = \"mlp.onnx\", loss = Loss.MEAN_SQUARED_ERROR)\npublic interface Net {}"))
                .isEmpty();
        SafetensorsReader figures = SafetensorsReader.of(java.nio.ByteBuffer.wrap(resource("mlp.safetensors")));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Model model =
                    (Model) loader.loadClass("user.NetModel").getMethod("load").invoke(null);
            assertThat(model.weights().get("0.weight").values()).isEqualTo(figures.floats("state.0.weight"));
            Activations a = model.newTrainingActivations(4);
            float[] x = figures.floats("in.x");
            System.arraycopy(x, 0, a.floats("x"), 0, x.length);
            model.forward(a, 4);
            float[] expected = figures.floats("out.y");
            float[] actual = Arrays.copyOf(a.floats("y"), expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5f));
            }
            Gradients g = model.newTrainingGradients(4);
            assertThat(model.backward(a, g, 4)).isPositive();
            assertThat(g.parameter("0.weight")).isNotEqualTo(new float[128]);
        }
    }

    @Test
    void axesAndChosenOutputsAreAttributes() throws Exception {
        Files.write(classes.resolve("two_heads.onnx"), resource("two_heads.onnx"));
        List<String> names = ModelReader.read(resource("two_heads.onnx"), null).graph().outputs().stream()
                .map(ValueInfo::name)
                .toList();
        assertThat(compile("@NeuralNetwork(onnx = \"two_heads.onnx\", outputs = \"" + names.get(1)
                        + "\")\npublic interface Net {}"))
                .isEmpty();
        Files.write(classes.resolve("gpt.onnx"), resource("gpt_dynamic.onnx"));
        assertThat(
                        compile(
                                "@NeuralNetwork(onnx = \"gpt.onnx\")\n@Axis(input = \"ids\", axis = 1, max = 7)\npublic interface Net {}"))
                .isEmpty();
    }

    @Test
    void saysEverythingThatStandsInTheWayAtTheAnnotation() throws Exception {
        ProtoBytes graph = new ProtoBytes()
                .message(1, ProtoBytes.node("Relu", "x", "h"))
                .message(1, ProtoBytes.node("Frobnicate", "h", "y"))
                .message(1, ProtoBytes.node("Twiddle", "h", "z"))
                .message(1, ProtoBytes.node("Tanh", "z", "w"))
                .message(11, ProtoBytes.value("x", 1, 3))
                .message(12, ProtoBytes.value("y", 1, 3))
                .message(12, ProtoBytes.value("w", 1, 3));
        Files.write(classes.resolve("odd.onnx"), ProtoBytes.model(graph));
        assertThat(compile("@NeuralNetwork(onnx = \"odd.onnx\")\npublic interface Net {}"))
                .containsExactly(
                        "line 3: odd.onnx: Frobnicate (opset 17) 'ny', node 2: there is no such operator here yet",
                        "line 3: odd.onnx: Twiddle (opset 17) 'nz', node 3: there is no such operator here yet");
    }

    @Test
    void saysWhatIsWrongWithTheDeclaration() throws Exception {
        assertThat(compile("@NeuralNetwork(onnx = \"missing.onnx\")\npublic interface Net {}"))
                .containsExactly(
                        "line 3: the resource missing.onnx is neither among those of the module nor on the class path");
        Files.write(classes.resolve("mlp.onnx"), resource("mlp.onnx"));
        assertThat(compile(
                        "@NeuralNetwork(onnx = \"mlp.onnx\", outputs = \"z\")\n@Axis(input = \"xs\", axis = 1, max = 4)\n"
                                + "@Fixed(input = \"x\", value = {1, 2})\npublic interface Net {}"))
                .containsExactly(
                        "line 3: @Axis: mlp.onnx has no input 'xs'; did you mean 'x'?",
                        "line 3: @Fixed(input = \"x\") gives 2 numbers; the input has 32",
                        "line 3: mlp.onnx has no output 'z'; did you mean 'y'?");
        assertThat(compile("@NeuralNetwork(onnx = \"mlp.onnx\")\npublic interface Net { Tensor y(); }"))
                .containsExactly(
                        "line 3: Net names an ONNX file, which declares all tensors; it has methods of its own");
        Files.write(classes.resolve("mlp.onnx"), Arrays.copyOf(resource("mlp.onnx"), 300));
        assertThat(compile("@NeuralNetwork(onnx = \"mlp.onnx\")\npublic interface Net {}"))
                .singleElement()
                .asString()
                .startsWith("line 3: mlp.onnx cannot be read: ");
        Files.write(classes.resolve("gpt.onnx"), resource("gpt_dynamic.onnx"));
        assertThat(compile("@NeuralNetwork(onnx = \"gpt.onnx\")\npublic interface Net {}"))
                .containsExactly(
                        "line 3: gpt.onnx: input (opset 17) 'ids', node 0: the file leaves the size of axis 1 open "
                                + "(it calls it 'time'); give it with @Axis(input = \"ids\", axis = 1, …)");
    }
}
