package dev.nervure.processor.ksp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What KSP reads from Kotlin and from Java gives the bytes that javac's processors give. */
class SameBytesTest {
    private static final String JAVA = """
            package garden;

            import dev.nervure.dsl.*;

            /**
             * Handwritten digits.
             *
             * <p>Eight by eight pixels.
             */
            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY, classes = {"none", "one"})
            public interface Digits {
                int CHANNELS = 2 + 1;

                @Input({1, 8, 8}) Tensor pixels();
                @Input(3) Tensor about();
                @Conv2d(channels = CHANNELS, kernelSize = 3, activation = Activation.RELU) Tensor edges(Tensor pixels);
                @MaxPool2d(kernelSize = {2, 3}) Tensor pooled(Tensor edges);
                @Flatten Tensor flat(Tensor pooled);
                @Concat Tensor all(Tensor flat, Tensor about);
                @Dropout(p = 0.25f) Tensor dropped(Tensor all);
                @LeakyRelu(negativeSlope = 0.5f) Tensor leaky(Tensor dropped);
                @Dense(units = 2, bias = false, name = "head") Tensor logits(Tensor leaky);

                static int helper() { return 3; }
            }

            @NeuralNetwork(stream = true)
            interface Words {
                @Input(value = 6, variable = "T", type = ElementType.INT) Tensor word();
                @Embedding(size = 7, units = 3) Tensor vector(Tensor word);
                @Gru(units = 4, lastOnly = false) Tensor state(Tensor vector);
            }

            class Nest {
                @NeuralNetwork interface Egg {
                    @Input(4) Tensor shell();
                    @Dense(units = 2) @Output Tensor yolk(Tensor shell);
                    @Target(2) Tensor chick();
                    @MeanSquaredError(weight = 0.5f) Tensor loss(Tensor yolk, Tensor chick);
                }
            }

            @NeuralNetwork(onnx = "mlp.onnx", loss = Loss.MEAN_SQUARED_ERROR)
            interface FromFile {}

            @NeuralNetwork(onnx = "gpt.onnx")
            @Axis(input = "ids", axis = 1, max = 7)
            interface Gpt {}

            @NeuralNetwork(definition = dev.nervure.processor.ksp.Halves.class)
            interface Half {}
            """;

    /** The same in Kotlin, as far as Kotlin has words for it: it knows no visibility of the package. */
    private static final String KOTLIN = """
            package garden

            import dev.nervure.dsl.*
            import dev.nervure.dsl.Dense as Full
            import dev.nervure.dsl.Target
            import dev.nervure.processor.ksp.Halves

            const val CHANNELS = 2 + 1
            typealias Value = Tensor

            /**
             * Handwritten digits.
             *
             * <p>Eight by eight pixels.
             */
            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY, classes = ["none", "one"])
            interface Digits {
                @get:Input(1, 8, 8) val pixels: Tensor
                @Input(3) fun about(): Tensor
                @Conv2d(channels = CHANNELS, kernelSize = [3], activation = Activation.RELU) fun edges(pixels: Tensor): Value
                @MaxPool2d(kernelSize = [2, 3]) fun pooled(edges: Tensor): Tensor
                @Flatten fun flat(pooled: Tensor): Tensor
                @Concat fun all(flat: Tensor, about: Tensor): Tensor
                @Dropout(p = 0.25f) fun dropped(all: Tensor): Tensor
                @LeakyRelu(negativeSlope = 0.5f) fun leaky(dropped: Tensor): Tensor
                @Full(units = 2, bias = false, name = "head") fun logits(leaky: Tensor): Tensor

                fun helper(): Int = 3

                companion object { const val SIZE = 3 }
            }

            @NeuralNetwork(stream = true)
            private interface Words {
                @get:Input(6, variable = "T", type = ElementType.INT) val word: Tensor
                @Embedding(size = 7, units = 3) fun vector(word: Tensor): Tensor
                @Gru(units = 4, lastOnly = false) fun state(vector: Tensor): Tensor
            }

            private class Nest {
                @NeuralNetwork interface Egg {
                    @get:Input(4) val shell: Tensor
                    @Output @Full(units = 2) fun yolk(shell: Tensor): Tensor
                    @get:Target(2) val chick: Tensor
                    @MeanSquaredError(weight = 0.5f) fun loss(yolk: Tensor, chick: Tensor): Tensor
                }
            }

            @NeuralNetwork(onnx = "mlp.onnx", loss = Loss.MEAN_SQUARED_ERROR)
            private interface FromFile

            @NeuralNetwork(onnx = "gpt.onnx")
            @Axis(input = "ids", axis = 1, max = 7)
            private interface Gpt

            @NeuralNetwork(definition = Halves::class)
            private interface Half
            """;

    @TempDir
    private Path folder;

    private static void resources(Path below) throws IOException {
        Path files = Path.of("..", "src", "test", "resources", "onnx-own");
        Files.createDirectories(below);
        Files.copy(files.resolve("mlp.onnx"), below.resolve("mlp.onnx"));
        Files.copy(files.resolve("gpt_dynamic.onnx"), below.resolve("gpt.onnx"));
    }

    private Map<String, String> javac() throws IOException {
        Path out = folder.resolve("javac");
        resources(out);
        Path source = Files.createDirectories(folder.resolve("javac-source")).resolve("Digits.java");
        Files.writeString(source, JAVA);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:only", "-d", out.toString(), "-s", out.toString());
            boolean ok = javac.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(ok).as("javac: %s", said).isTrue();
        }
        Map<String, String> written = SymbolProcessing.files(out);
        written.remove("mlp.onnx");
        written.remove("gpt.onnx");
        return written;
    }

    private Map<String, String> ksp(String file, String text) throws IOException {
        Path module = folder.resolve(file);
        resources(module.resolve("src/main/resources"));
        SymbolProcessing.Result result =
                new SymbolProcessing(module).source(file, text).run();
        assertThat(result.messages()).isEmpty();
        assertThat(result.ok()).isTrue();
        return result.files();
    }

    private static void assertSame(Map<String, String> actual, Map<String, String> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((file, text) -> assertThat(actual.get(file)).as(file).isEqualTo(text));
    }

    @Test
    void javaUnderKspGivesTheBytesOfJavac() throws IOException {
        assertSame(ksp("garden/Digits.java", JAVA), javac());
    }

    @Test
    void kotlinUnderKspGivesTheBytesOfJavac() throws IOException {
        Map<String, String> kotlin = ksp("garden/Digits.kt", KOTLIN);
        assertThat(kotlin.keySet())
                .contains(
                        "garden/DigitsModel.java",
                        "garden/Nest_EggBackward.java",
                        "garden/WordsStream.java",
                        "garden/HalfModel.onnx",
                        "garden/FromFile.safetensors",
                        "garden/GptModel.java");
        assertSame(kotlin, javac());
    }
}
