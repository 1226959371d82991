package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler runs the processor as javac does. */
class EclipseCompilerTest {
    private static final String FLOWERS = """
            package garden;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            public interface Flowers {
                @Input({4}) Tensor sizes();
                @Dense(units = 8, activation = Activation.TANH) Tensor hidden(Tensor sizes);
                @Dense(units = 3) Tensor species(Tensor hidden);
            }
            """;

    @TempDir
    Path folder;

    private Path classes;
    private Path generated;

    @BeforeEach
    void folders() throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        generated = Files.createDirectory(folder.resolve("generated"));
    }

    @Test
    void generatesWhatJavacGenerates() throws Exception {
        StringWriter said = new StringWriter();
        assertThat(compile(FLOWERS, said)).as(said.toString()).isTrue();
        assertThat(sources())
                .isEqualTo(Compiled.declaration("garden.Flowers", FLOWERS).sources());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass("garden.FlowersModel");
            Model model = (Model) type.getMethod("create", long.class).invoke(null, 1L);
            assertThat((float[]) type.getMethod("predict", float[].class).invoke(model, new float[4]))
                    .hasSize(3);
            ByteArrayOutputStream onnx = new ByteArrayOutputStream();
            model.saveOnnx(onnx);
            assertThat(onnx.toByteArray()).isNotEmpty();
        }
    }

    @Test
    void writesTheReport() throws IOException {
        StringWriter said = new StringWriter();
        assertThat(compile(FLOWERS, said, "-Anervure.report=true"))
                .as(said.toString())
                .isTrue();
        assertThat(generated.resolve("garden/FlowersReport.html")).content().doesNotContain("Not measured");
    }

    @Test
    void saysWhereADeclarationIsWrong() throws IOException {
        StringWriter said = new StringWriter();
        assertThat(compile(FLOWERS.replace("hidden(Tensor sizes)", "hidden(Tensor size)"), said))
                .isFalse();
        assertThat(said.toString()).contains("Flowers.java (at line 8)").contains("'size'");
    }

    private boolean compile(String text, StringWriter said, String... options) throws IOException {
        Path source = Files.writeString(folder.resolve("Flowers.java"), text);
        String classPath = ProcessorPath.text();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-encoding", "UTF-8"));
        arguments.addAll(List.of("-classpath", classPath, "-processorpath", classPath));
        arguments.addAll(List.of("-d", classes.toString(), "-s", generated.toString()));
        arguments.addAll(List.of(options));
        arguments.add(source.toString());
        return BatchCompiler.compile(arguments.toArray(String[]::new), out, out, null);
    }

    /** What the processor wrote, by qualified name. */
    private Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(generated)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = generated.relativize(file).toString().replace(".java", "");
                sources.put(name.replace(file.getFileSystem().getSeparator(), "."), Files.readString(file));
            }
        }
        return sources;
    }
}
