package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library and the command line write what the processors write. */
class NetworkCompilerTest {
    private static final String NAME = NetworkCompilerTest.class.getPackageName() + ".NetworkCompilerTest_Iris";

    static final class Iris implements NetworkDefinition {
        @Override
        public Network define() {
            return network();
        }
    }

    private static final class Nothing implements NetworkDefinition {
        private Nothing(int units) {}

        @Override
        public Network define() {
            throw new IllegalStateException();
        }
    }

    private static final class Thrower implements NetworkDefinition {
        @Override
        public Network define() {
            throw new IllegalStateException("not today");
        }
    }

    static final class Silent implements NetworkDefinition {
        @Override
        @SuppressWarnings("NullAway") // as in Java that knows nothing of it
        public Network define() {
            return null;
        }
    }

    private static Network network() {
        return Network.of(Tensor.input("flower", 4).dense(3).named("kind"));
    }

    @Test
    void sourcesAreThoseOfTheProcessor() {
        String text = """
                package garden;

                import dev.nervure.dsl.*;

                @NeuralNetwork
                public final class Iris implements NetworkDefinition {
                    public Network define() {
                        return Network.of(Tensor.input("flower", 4).dense(3).named("kind"));
                    }
                }
                """;
        Map<String, String> expected = new TreeMap<>();
        Javac.compile(Map.of("garden.Iris", text), new DefinitionProcessor())
                .sources()
                .forEach((name, source) -> expected.put(name.replace('.', '/') + ".java", source));
        assertThat(NetworkCompiler.of("garden.Iris", network()).sources()).isEqualTo(expected);
    }

    @Test
    void theCommandLineWritesThem(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("not/yet");
        NetworkCompiler.main(Iris.class.getName(), out.toString(), "-Anervure.unrollLimit=0");
        Map<String, String> options = Map.of("nervure.unrollLimit", "0");
        Map<String, String> expected =
                NetworkCompiler.of(Iris.class).options(options).sources();
        Path graph = out.resolve(NAME.replace('.', '/') + "Model.onnx");
        assertThat(graph).isNotEmptyFile();
        Files.delete(graph);
        assertThat(read(out)).isEqualTo(new TreeMap<>(expected));
        assertThat(expected).containsKey(NAME.replace('.', '/') + "Model.java");
        assertThat(expected.get(NAME.replace('.', '/') + "Model.java"))
                .contains("\nfinal class NetworkCompilerTest_IrisModel");
    }

    @Test
    void modelsAreLoadedFromMemory() throws ReflectiveOperationException {
        Class<?> type =
                NetworkCompiler.of("garden.Iris", network()).load(getClass().getClassLoader());
        assertThat(type.getName()).isEqualTo("garden.IrisModel");
        Model model = (Model) type.getMethod("create", long.class).invoke(null, 1L);
        float[] answer = (float[]) type.getMethod("predict", float[].class).invoke(model, (Object) new float[4]);
        assertThat(answer).hasSize(3);
        ByteArrayOutputStream onnx = new ByteArrayOutputStream();
        model.saveOnnx(onnx);
        assertThat(onnx.toByteArray()).isNotEmpty();
    }

    @Test
    void wrongCallsAreAnswered() {
        assertThatThrownBy(() -> NetworkCompiler.of("garden.2Iris", network()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'garden.2Iris' is not a name that Java allows; use letters, digits and underscores");
        assertThatThrownBy(() -> NetworkCompiler.of(
                        "garden.Iris",
                        Network.of(Tensor.input("new", 4).dense(3).named("run"))))
                .hasMessage("'new' is a word of Java and cannot name a tensor; try 'newTensor'\n"
                        + "'run' is a member of the generated classes and cannot name a tensor; try 'runTensor'");
        assertThatThrownBy(() -> NetworkCompiler.of(Nothing.class))
                .hasMessage(
                        "NetworkCompilerTest_Nothing has no constructor without parameters, or is abstract, so Nervure cannot create it to call define()");
        assertThatThrownBy(() -> NetworkCompiler.of(Thrower.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not today");
        assertThatThrownBy(() ->
                        NetworkCompiler.of("garden.Iris", network()).options(Map.of("nervure.unrollLimit", "all")))
                .hasMessage("-Anervure.unrollLimit must be a number of weights, 0 or more, got 'all'");
        assertThatThrownBy(
                        () -> NetworkCompiler.of("garden.Iris", network()).load(ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the class loader does not know nervure-runtime");
        assertThatThrownBy(() -> NetworkCompiler.of(
                        "garden.Iris",
                        Network.of(Tensor.input("x", 4).dense(3).softmax().named("y"))
                                .loss(Loss.SOFTMAX_CROSS_ENTROPY)))
                .hasMessageStartingWith("@SoftmaxCrossEntropy applies softmax itself, and 'y' holds probabilities");
        assertThatThrownBy(() -> NetworkCompiler.of(Silent.class))
                .hasMessage("define() of NetworkCompilerTest_Silent returned null; return Network.of(output)");
        assertThatThrownBy(() -> NetworkCompiler.main("garden.Iris", "out"))
                .hasMessage("no class garden.Iris is on the class path");
        assertThatThrownBy(() -> NetworkCompiler.main("java.lang.String", "out"))
                .hasMessage("java.lang.String does not implement NetworkDefinition");
        assertThatThrownBy(() -> NetworkCompiler.main("garden.Iris"))
                .hasMessageStartingWith("arguments:")
                .hasMessageContaining("<class of a NetworkDefinition> <folder for the sources>");
        assertThatThrownBy(() -> NetworkCompiler.main(Iris.class.getName(), "out", "--fast"))
                .hasMessageStartingWith("'--fast' is no argument that is known here; arguments:");
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    /** 3,000 layers in a row are more than a class can hold; the way through them needs no stack either. */
    @Test
    void b4_tooManyLayers() {
        Tensor x = Tensor.input("x", 3);
        for (int i = 0; i < 3_000; i++) {
            x = x.dense(3);
        }
        Network network = Network.of(x.named("y"));
        assertThatThrownBy(() -> NetworkCompiler.of("garden.Deep", network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a network can have at most 2000 layers, got 3001");
    }
}
