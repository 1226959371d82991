package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of ONNX within definitions: tensors among others. */
class OnnxTensorTest {
    @TempDir
    private Path classes;

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = OnnxTensorTest.class.getResourceAsStream("/onnx-own/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** Compiles a definition; its body begins in line 8. */
    private List<String> compile(String body) throws Exception {
        return UserModule.compile(classes, """
                package user;

                import dev.nervure.dsl.*;
                import java.util.List;

                @NeuralNetwork
                public class Net implements NetworkDefinition { public Network define() {
                """ + body + "\n}}");
    }

    /** A backbone from a file, frozen or not, between layers of the user's own. */
    static final class Transfer implements NetworkDefinition {
        @Override
        public Network define() {
            return transfer(false, "");
        }
    }

    private static Network transfer(boolean trainable, String name) {
        Tensor features =
                Tensor.onnx("onnx-own/mlp.onnx", List.of(Tensor.input("x", 8)), o -> o.outputs("/3/Tanh_output_0")
                        .trainable(trainable)
                        .name(name));
        return Network.of(features.named("features").dense(2).named("y")).loss(Loss.MEAN_SQUARED_ERROR);
    }

    private static Model model(Class<?> type, long seed) throws Exception {
        Method create = type.getMethod("create", long.class);
        create.setAccessible(true); // classes are as visible as their declaration
        return (Model) create.invoke(null, seed);
    }

    @Test
    void parametersBeginWithTheFilesNumbersAndStayFrozen() throws Exception {
        Class<?> type = NetworkCompiler.of(Transfer.class).load(getClass().getClassLoader());
        Model model = model(type, 1);
        Model other = model(type, 2);
        SafetensorsReader figures = SafetensorsReader.of(ByteBuffer.wrap(resource("mlp.safetensors")));
        for (String name : List.of("0.weight", "0.bias", "2.weight", "2.bias")) {
            Parameter parameter = model.weights().get(name);
            assertThat(parameter.values())
                    .isEqualTo(figures.floats("state." + name))
                    .isEqualTo(other.weights().get(name).values());
            assertThat(parameter.trainable()).as(name).isFalse();
        }
        assertThat(model.weights().get("y.weight").values())
                .isNotEqualTo(other.weights().get("y.weight").values());
        assertThat(model.weights().get("y.weight").trainable()).isTrue();
        assertThat(model.weights()).extracting(Parameter::name).doesNotContain("4.weight");
    }

    @Test
    void computesAndLearnsAsTheFileDoes() throws Exception {
        Network network = Network.of(Tensor.onnx("onnx-own/mlp.onnx", Tensor.input("x", 8)))
                .loss(Loss.MEAN_SQUARED_ERROR);
        Model model =
                model(NetworkCompiler.of("user.Whole", network).load(getClass().getClassLoader()), 1);
        SafetensorsReader figures = SafetensorsReader.of(ByteBuffer.wrap(resource("mlp.safetensors")));
        Activations a = model.newTrainingActivations(4);
        float[] x = figures.floats("in.x");
        System.arraycopy(x, 0, a.floats("x"), 0, x.length);
        model.forward(a, 4);
        assertThat(Arrays.copyOf(a.floats("y"), 12)).containsExactly(figures.floats("out.y"), within(1e-5f));
        Gradients g = model.newTrainingGradients(4);
        float[] seed = g.activation("y");
        float[] y = figures.floats("out.y");
        for (int i = 0; i < y.length; i++) {
            seed[i] = 2 * y[i] / y.length;
        }
        model.backwardFrom(a, g, 4);
        assertThat(g.parameter("0.weight")).containsExactly(figures.floats("grad.0.weight"), within(1e-5f));
    }

    @Test
    void namesGiveWayToTheUsers() {
        Tensor x = Tensor.input("y", 8);
        Network network = Network.of(Tensor.onnx("onnx-own/mlp.onnx", x).dense(2));
        assertThat(network.nodes()).extracting(Node::name).startsWith("y").contains("y2");
        Network named = transfer(true, "encoder.left");
        assertThat(named.parameters())
                .extracting(spec -> spec.name() + " " + spec.trainable())
                .contains("encoder.left.0.weight true", "y.bias true");
        assertThat(named.given().keySet())
                .containsExactlyInAnyOrder(
                        "encoder.left.0.weight", "encoder.left.0.bias", "encoder.left.2.weight", "encoder.left.2.bias");
    }

    /** Twins share their parameters; the same names with other numbers are told. */
    @Test
    void aFileMayBeReadTwice() {
        Tensor left = Tensor.input("left", 8);
        Tensor right = Tensor.input("right", 8);
        Network twins = Network.of(Tensor.onnx("onnx-own/mlp.onnx", left)
                .minus(Tensor.onnx("onnx-own/mlp.onnx", right))
                .named("difference"));
        assertThat(twins.parameters()).hasSize(6);
        Network apart = Network.of(Tensor.onnx("onnx-own/mlp.onnx", List.of(left), o -> o.name("a"))
                .minus(Tensor.onnx("onnx-own/mlp.onnx", List.of(right), o -> o.name("b"))));
        assertThat(apart.parameters()).hasSize(12);
    }

    @Test
    void severalOutputsKeepTheirOrder() {
        List<Tensor> heads = Tensor.onnxOutputs(
                "onnx-own/two_heads.onnx", List.of(Tensor.input("x", 6)), o -> o.outputs("value", "class"));
        assertThat(heads).hasSize(2);
        assertThat(heads.get(0).shape().sample()).isEmpty();
        assertThat(heads.get(1).shape().axis(0).max()).isEqualTo(4);
    }

    /** The whole way: javac, a resource of the module, the weights beside the classes, training. */
    @Test
    void aDefinitionReadsAFileWhileJavacRuns() throws Exception {
        Files.createDirectories(classes.resolve("user"));
        Files.write(classes.resolve("user/mlp.onnx"), resource("mlp.onnx")); // beside the class
        assertThat(compile("""
                Tensor x = Tensor.input("x", 8);
                Tensor features = Tensor.onnx("mlp.onnx", List.of(x), o -> o.outputs("/3/Tanh_output_0").trainable(false));
                return Network.of(features.dense(2).named("logits")).loss(Loss.SOFTMAX_CROSS_ENTROPY);""")).isEmpty();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Model model = model(loader.loadClass("user.NetModel"), 3);
            assertThat(model.weights().get("0.weight").values())
                    .isEqualTo(SafetensorsReader.of(ByteBuffer.wrap(resource("mlp.safetensors")))
                            .floats("state.0.weight"));
            Activations a = model.newTrainingActivations(2);
            Gradients g = model.newTrainingGradients(2);
            Arrays.fill(a.floats("x"), 0.5f);
            model.forward(a, 2);
            assertThat(model.backward(a, g, 2)).isPositive();
            assertThat(g.parameter("logits.weight")).isNotEqualTo(new float[32]);
        }
        assertThat(Files.size(classes.resolve("user/Net.safetensors"))).isGreaterThan(416 * 4);
    }

    @Test
    void saysWhatIsWrongAtItsLine() throws Exception {
        ProtoBytes graph = new ProtoBytes()
                .message(1, ProtoBytes.node("Relu", "x", "h"))
                .message(1, ProtoBytes.node("Frobnicate", "h", "y"))
                .message(1, ProtoBytes.node("Twiddle", "h", "z"))
                .message(11, ProtoBytes.value("x", 1, 3))
                .message(12, ProtoBytes.value("y", 1, 3))
                .message(12, ProtoBytes.value("z", 1, 3));
        Files.write(classes.resolve("odd.onnx"), ProtoBytes.model(graph));
        Files.write(classes.resolve("cut.onnx"), Arrays.copyOf(resource("mlp.onnx"), 300));
        String start = "Tensor x = Tensor.input(\"x\", 3);\n";
        List<String> said = new ArrayList<>();
        for (String call : List.of(
                "Tensor.onnx(\"none.onnx\", x)",
                "Tensor.onnx(\"cut.onnx\", x)",
                "Tensor.onnx(\"odd.onnx\", x)",
                "Tensor.onnx(\"odd.onnx\", x, x)",
                "Tensor.onnx(\"odd.onnx\", List.of(x), o -> o.outputs(\"yy\").fixed(\"u\", 1))",
                "Tensor.onnx(\"odd.onnx\", List.of(x.dense(4)), o -> o.outputs(\"h\"))",
                "Tensor.onnx(\"odd.onnx\", List.of(x), o -> o.name(\"a b\"))")) {
            List<String> errors = compile(start + "return Network.of(" + call + ");");
            assertThat(errors).hasSize(1);
            said.add(errors.get(0).replaceAll("(?s)\\n +at .*", "").replaceAll("\\n +", "\n"));
        }
        assertThat(said.remove(1)).startsWith("line 9: cut.onnx cannot be read: ");
        assertThat(said)
                .containsExactly(
                        "line 9: the resource none.onnx is neither among those of the module nor on the class path",
                        "line 9: odd.onnx: Frobnicate (opset 17) 'ny', node 2: there is no such operator here yet\n"
                                + "odd.onnx: Twiddle (opset 17) 'nz', node 3: there is no such operator here yet",
                        "line 9: odd.onnx reads 1 inputs (x), and 2 tensors are given",
                        "line 9: @Fixed: odd.onnx has no input 'u'; did you mean 'x'?\n"
                                + "odd.onnx has no output 'yy'; did you mean 'y'?",
                        "line 9: odd.onnx: input (opset 17) 'x', node 0: it is FLOAT [1, 3], and the tensor "
                                + "Dense [n, 4] holds FLOAT",
                        "line 9: name = \"a b\" is not a dotted path such as encoder.fc1");
        // what nobody wants is no obstacle
        assertThat(compile(start + "return Network.of(Tensor.onnx(\"odd.onnx\", List.of(x), o -> o.outputs(\"h\")));"))
                .isEmpty();
        Files.write(classes.resolve("one.onnx"), dense(1, 2, 3));
        Files.write(classes.resolve("two.onnx"), dense(1, 2, 4));
        assertThat(compile(
                        start + "return Network.of(Tensor.onnx(\"one.onnx\", x).minus(Tensor.onnx(\"two.onnx\", x)));"))
                .singleElement()
                .asString()
                .startsWith("line 9: the parameter 'fc.weight' has other numbers in another file; give one of the two");
    }

    @Test
    void theLanguageAloneReadsNoFiles() throws Exception {
        URL language = Tensor.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {language}, ClassLoader.getPlatformClassLoader())) {
            Class<?> tensor = alone.loadClass(Tensor.class.getName());
            Method onnx = tensor.getMethod(
                    "onnx", String.class, Array.newInstance(tensor, 0).getClass());
            Object none = Array.newInstance(tensor, 0);
            assertThatThrownBy(() -> onnx.invoke(null, "a.onnx", none))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage("a.onnx is read by nervure-processor, which is not where nervure-dsl is");
        }
    }

    private static byte[] dense(float... weight) {
        return ProtoBytes.model(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .text(1, "x")
                                .text(1, "fc.weight")
                                .text(2, "y")
                                .text(4, "MatMul"))
                .message(5, ProtoBytes.floats("fc.weight", new long[] {3, 1}, weight))
                .message(11, ProtoBytes.value("x", 1, 3))
                .message(12, ProtoBytes.value("y", 1, 1)));
    }
}
