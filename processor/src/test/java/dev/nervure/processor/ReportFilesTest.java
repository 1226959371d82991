package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.processor.report.Networks;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where reports are written, and where not. */
class ReportFilesTest {
    private static final String IRIS = """
            package garden;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            interface Iris {
                @Input(4) Tensor flower();
                @Dense(units = 3) Tensor kind(Tensor flower);
            }
            """;

    @TempDir
    private Path folder;

    private Path classes;
    private Path sources;

    @BeforeEach
    void folders() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        sources = Files.createDirectories(folder.resolve("generated"));
    }

    /** Runs javac with files and folders; gives what it says. */
    private String javac(String... options) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Path file = Files.writeString(folder.resolve("Iris.java"), IRIS);
        List<String> all = new ArrayList<>(List.of("-source", "17", "-target", "17", "-Xlint:-options"));
        all.addAll(List.of("-d", classes.toString()));
        all.addAll(List.of(options));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    javac.getTask(said, files, null, all, null, files.getJavaFileObjects(file));
            task.setProcessors(List.of(new NeuralNetworkProcessor()));
            assertThat(task.call()).as(said.toString()).isTrue();
        }
        return said.toString();
    }

    private static List<String> reports(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.contains("Report"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void besideTheSourcesAndNotAmongTheClasses() throws IOException {
        assertThat(javac("-s", sources.toString(), "-Anervure.report=true")).isEmpty();
        assertThat(reports(sources)).containsExactly("garden/IrisReport.html", "garden/IrisReport.json");
        assertThat(reports(classes)).isEmpty();
    }

    /** The files of an earlier compilation change nothing. */
    @Test
    void theSameAsTheLibrarysAndAsBefore() throws IOException {
        String[] options = {
            "-s",
            sources.toString(),
            "-Anervure.report=true",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + classes
        };
        javac(options);
        String html = Files.readString(sources.resolve("garden/IrisReport.html"));
        String json = Files.readString(sources.resolve("garden/IrisReport.json"));
        javac(options);
        assertThat(sources.resolve("garden/IrisReport.html")).hasContent(html);
        assertThat(sources.resolve("garden/IrisReport.json")).hasContent(json);
        assertThat(html).doesNotContain("Not measured");
    }

    @Test
    void onlyIfItIsWanted() throws IOException {
        assertThat(javac("-s", sources.toString())).isEmpty();
        assertThat(reports(folder)).isEmpty();
        assertThat(javac("-s", sources.toString(), "-Anervure.report=false")).isEmpty();
        assertThat(reports(folder)).isEmpty();
    }

    @Test
    void nowhereWithoutAFolderForSources() throws IOException {
        assertThat(javac("-Anervure.report=true"))
                .contains(
                        "warning: no report of Iris is written: javac has no folder for generated sources, and beside "
                                + "the classes it would get into the jar; name one with -s");
        assertThat(reports(folder)).isEmpty();
    }

    @Test
    void theLibraryAndTheCommandLineWriteIt() throws IOException {
        NetworkCompiler compiler = NetworkCompiler.of("garden.Digits", Networks.digits());
        compiler.writeTo(sources);
        assertThat(reports(sources)).isEmpty();
        compiler.options(Map.of("nervure.report", "true")).writeTo(sources);
        assertThat(reports(sources)).containsExactly("garden/DigitsReport.html", "garden/DigitsReport.json");
        assertThat(compiler.report())
                .containsEntry(
                        "garden/DigitsReport.html", Files.readString(sources.resolve("garden/DigitsReport.html")));
    }

    @Test
    void otherValuesAreRefused() {
        NetworkCompiler compiler = NetworkCompiler.of("garden.Digits", Networks.digits());
        assertThatThrownBy(() -> compiler.options(Map.of("nervure.report", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Anervure.report must be true or false, got 'yes'");
    }

    /** Without the runtime nothing can be compiled; the page says so. */
    @Test
    void withoutTheRuntimeNothingIsMeasured() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(NetworkCompiler.of("Digits", Networks.digits()).report().get("DigitsReport.html"))
                    .contains("Not measured");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
