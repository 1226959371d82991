package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
            import java.io.ByteArrayOutputStream;

            public class Main {
                public static void main(String[] args) {
                    FlowersModel model = FlowersModel.create(1);
                    ByteArrayOutputStream onnx = new ByteArrayOutputStream();
                    model.saveOnnx(onnx);
                    int species = model.predict(new float[4]).length;
                    System.out.print(FlowersModel.class.getModule() + ": " + species + ", " + Kernels.name());
                    System.out.print(onnx.size() > 0 ? ", onnx" : ", nothing");
                }
            }
            """);

    private static final Map<String, String> TRAINED =
            Map.of("module-info.java", """
            module garden {
                requires static dev.nervure.dsl;
                requires dev.nervure.training;
            }
            """, "garden/Flowers.java", """
            package garden;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            interface Flowers {
                @Input({4}) Tensor sizes();
                @Dense(units = 3) Tensor species(Tensor sizes);
            }
            """, "garden/Main.java", """
            package garden;

            import dev.nervure.inspection.Inspection;
            import dev.nervure.training.Dataset;
            import dev.nervure.training.Trainer;

            public class Main {
                public static void main(String[] args) {
                    FlowersModel model = FlowersModel.create(1);
                    Dataset data = Dataset.of(new float[][] {{1, 0, 0, 0}, {0, 1, 0, 0}}, new int[] {0, 2});
                    int epochs = Trainer.of(model).epochs(2).fit(data).epochs().size();
                    FlowersActivations a = model.newActivations(1);
                    model.forward(a, 1);
                    System.out.print(epochs + " epochs, " + Inspection.of(model, a).layers().size() + " tensors");
                }
            }
            """);

    @TempDir
    Path folder;

    @Test
    void compilesAndRuns() throws Exception {
        Path runtime = moduleOf(Model.class);
        Path classes = compile(SOURCES, path(moduleOf(NeuralNetwork.class), runtime));

        List<String> start = List.of("java", "--module-path", path(classes, runtime), "--module", "garden/garden.Main");
        assertThat(run(start)).contains("module garden: 3, portable, onnx");

        List<String> startWithVectors = new ArrayList<>(start);
        startWithVectors.addAll(1, List.of("--add-modules", "jdk.incubator.vector", "-Dnervure.provider=vector"));
        assertThat(run(startWithVectors)).containsPattern("module garden: 3, vector, \\d+ bits");
    }

    @Test
    void trains() throws Exception {
        Path classes =
                compile(TRAINED, path(moduleOf(NeuralNetwork.class), moduleOf(Model.class), moduleOf(Trainer.class)));

        assertThat(run(List.of(
                        "java",
                        "--module-path",
                        path(classes, moduleOf(Model.class), moduleOf(Trainer.class)),
                        "--module",
                        "garden/garden.Main")))
                .contains("2 epochs, 4 tensors");
    }

    /** Compiles a module with the processor, where every warning is an error. */
    private Path compile(Map<String, String> sources, String modulePath) throws Exception {
        Path classes = folder.resolve("classes");
        List<String> compile = new ArrayList<>(List.of("javac", "--release", "17", "-Xlint:all", "-Werror"));
        compile.addAll(List.of("--module-path", modulePath));
        compile.addAll(List.of("--processor-path", ProcessorPath.text()));
        compile.addAll(List.of("-d", classes.toString()));
        Path generated = Files.createDirectory(folder.resolve("generated"));
        compile.addAll(List.of("-s", generated.toString(), "-Anervure.report=true"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            compile.add(write(source.getKey(), source.getValue()).toString());
        }
        assertThat(run(compile)).isEmpty();
        assertThat(generated.resolve("garden/FlowersReport.html")).content().doesNotContain("Not measured");
        return classes;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The folder or jar that a class of a module is in. */
    private static Path moduleOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String path(Path... folders) {
        return Arrays.stream(folders).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
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
