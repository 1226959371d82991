package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.DefinitionProcessor;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.processor.UnclaimedAnnotationProcessor;
import dev.nervure.runtime.Model;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/saving.md are compiled and run in their order, word for word, as one program. */
class SavingPageTest {
    private static final Path PAGE = Path.of("../docs/saving.md");

    private static final String DIGITS = """
            package digits;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            interface Digits {
                @Input(64) Tensor pixels();
                @Dense(units = 64, activation = Activation.RELU) Tensor hidden(Tensor pixels);
                @Dense(units = 10) Tensor logits(Tensor hidden);
            }
            """;

    /** Files and arrays that the page takes for granted, and what is true after it. */
    private static final String PROGRAM = """
            package digits;

            import dev.nervure.runtime.*;
            import java.io.*;
            import java.nio.*;
            import java.nio.file.*;
            import java.util.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    DigitsModel newer = DigitsModel.create(7);
                    newer.save(Path.of("newer.safetensors"));
                    new SafetensorsWriter()
                            .floats("encoder.fc.weight", new int[] {64, 64}, () -> filled(64 * 64, 0.5f))
                            .floats("encoder.fc.bias", new int[] {64}, () -> filled(64, 0.25f))
                            .floats("encoder.head.weight", new int[] {3}, () -> filled(3, 1))
                            .write(Path.of("pretrained.safetensors"));
                    float[] pixels = filled(64, 0.1f);
                    float[] x = filled(1000 * 64, 0.1f);
                    BLOCKS
                    require(values(served, "hidden.weight"), values(newer, "hidden.weight"));
                    require(values(copy, "logits.weight"), values(DigitsModel.create(42L), "logits.weight"));
                    require(values(model, "hidden.weight"), filled(64 * 64, 0.5f));
                    require(values(model, "hidden.bias"), filled(64, 0.25f));
                    require(values(model, "logits.weight"), values(DigitsModel.create(42L), "logits.weight"));
                    require(many[1], many[0]);
                    require(one.length, 10);
                    require(Math.abs(y[9999] - one[9]) < 1e-5f, true);
                    try (SafetensorsReader reader = SafetensorsReader.open(Path.of("statistics.safetensors"))) {
                        require(reader.metadata().get("source"), "a lesson");
                        require(reader.floats("mean"), new float[] {0.1307f, 0.3081f});
                    }
                    System.out.println("done");
                }

                static float[] filled(int size, float value) {
                    float[] values = new float[size];
                    Arrays.fill(values, value);
                    return values;
                }

                static float[] values(DigitsModel model, String name) {
                    return model.weights().get(name).values();
                }

                static void require(Object value, Object expected) {
                    if (!Objects.deepEquals(value, expected)) {
                        throw new AssertionError(value + " instead of " + expected);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
        compile(PROGRAM.replace("BLOCKS", String.join("\n", blocks)));
        assertThat(run().lines())
                .containsExactly(
                        "[logits.weight, logits.bias] were not there, [encoder.head.weight] were not needed",
                        "hidden.weight F32 [64, 64]",
                        "hidden.bias F32 [64]",
                        "logits.weight F32 [10, 64]",
                        "logits.bias F32 [10]",
                        "done");
    }

    private void compile(String program) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-Xlint:all", "-Werror", "-d", folder.toString(), "-cp", classPath());
        JavaCompiler.CompilationTask task = compiler.getTask(
                null, null, null, options, null, List.of(source("Digits", DIGITS), source("Program", program)));
        task.setProcessors(
                List.of(new NeuralNetworkProcessor(), new DefinitionProcessor(), new UnclaimedAnnotationProcessor()));
        assertThat(task.call()).isTrue();
    }

    private static String classPath() {
        return BuildsPageTest.origin(NeuralNetwork.class) + File.pathSeparator + BuildsPageTest.origin(Model.class);
    }

    private static JavaFileObject source(String name, String text) {
        URI uri = URI.create("page:///digits/" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + File.pathSeparator + classPath(),
                        "digits.Program")
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(said + Files.readString(folder.resolve("errors")))
                .isZero();
        return said;
    }
}
