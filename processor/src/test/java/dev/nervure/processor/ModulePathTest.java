package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.runtime.Model;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that declares a network compiles on the module path, and runs without the language of declarations. */
class ModulePathTest {
    private static final Map<String, String> SOURCES =
            Map.of("module-info.java", """
            module garden {
                requires static dev.nervure.dsl;
                requires dev.nervure.runtime;
            }
            """, "garden/Flowers.java", """
            package garden;

            import dev.nervure.dsl.*;

            @NeuralNetwork
            interface Flowers {
                @Input({4}) Tensor sizes();
                @Dense(units = 3) Tensor species(Tensor sizes);
            }
            """, "garden/Main.java", """
            package garden;

            import dev.nervure.runtime.kernel.Kernels;

            public class Main {
                public static void main(String[] args) {
                    int species = FlowersModel.create(1).predict(new float[4]).length;
                    System.out.print(FlowersModel.class.getModule() + ": " + species + ", " + Kernels.name());
                }
            }
            """);

    @TempDir
    Path folder;

    @Test
    void compilesAndRuns() throws Exception {
        Path classes = folder.resolve("classes");
        List<String> compile = new ArrayList<>(List.of("javac", "--release", "17", "-Xlint:all", "-Werror"));
        compile.addAll(List.of("--module-path", path(moduleOf(NeuralNetwork.class), moduleOf(Model.class))));
        compile.addAll(List.of("--processor-path", ProcessorPath.text()));
        compile.addAll(List.of("-d", classes.toString()));
        Path generated = Files.createDirectory(folder.resolve("generated"));
        compile.addAll(List.of("-s", generated.toString(), "-Anervure.report=true"));
        for (String name : SOURCES.keySet()) {
            compile.add(write(name).toString());
        }
        assertThat(run(compile)).isEmpty();
        assertThat(generated.resolve("garden/FlowersReport.html")).content().doesNotContain("Not measured");

        List<String> start = List.of(
                "java", "--module-path", path(classes, moduleOf(Model.class)), "--module", "garden/garden.Main");
        assertThat(run(start)).contains("module garden: 3, portable");

        List<String> startWithVectors = new ArrayList<>(start);
        startWithVectors.addAll(1, List.of("--add-modules", "jdk.incubator.vector", "-Dnervure.provider=vector"));
        assertThat(run(startWithVectors)).containsPattern("module garden: 3, vector, \\d+ bits");
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, SOURCES.get(name));
    }

    /** The folder or jar that a class of a module is in. */
    private static Path moduleOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String path(Path first, Path second) {
        return first + File.pathSeparator + second;
    }

    /** What a tool of this JDK prints. */
    private String run(List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
