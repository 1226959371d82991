package dev.nervure.processor.docs;

import static dev.nervure.processor.docs.Builds.VERSION;
import static dev.nervure.processor.docs.Builds.jar;
import static dev.nervure.processor.docs.Builds.maven;
import static dev.nervure.processor.docs.Builds.origin;
import static dev.nervure.processor.docs.Builds.shell;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each project of docs/getting-started.md and docs/builds.md is built word for word as it stands there, by the commands that
 * stand there.
 */
class BuildsPageTest {
    private static final Path START = Path.of("../docs/getting-started.md");
    private static final Path PAGE = Path.of("../docs/builds.md");

    /** How well it does on data drawn with a fixed seed, the same on every JDK. */
    private static final String SAID = "of flowers it has not seen: loss 0.";

    @TempDir
    Path folder;

    @Test
    void b13TheMavenProjectBuildsAndRuns() throws Exception {
        Page page = Page.section(START, "Java with Maven");
        page.write(folder);
        assertThat(maven(folder, page.commands().get(0))).contains(SAID, "kind 0: ");
    }

    @Test
    @Tag("exhaustive")
    void theMavenProjectInKotlinBuildsAndRuns() throws Exception {
        Page page = Page.section(START, "Kotlin with Maven");
        page.write(folder);
        assertThat(maven(folder, page.commands().get(0))).contains(SAID, "scores of the three kinds: ");
    }

    @Test
    void b12TheModuleBuildsWithAllWarningsAsErrorsAndRunsInASmallImage() throws Exception {
        Page.section(START, "Java with Maven").write(folder);
        Page page = Page.section(PAGE, "Modules");
        page.write(folder);
        library();
        Page image = Page.section(Path.of("../docs/deployment.md"), "A small image");
        String said = shell(folder, page.commands().get(0) + image.commands().get(0));
        assertThat(said.split("kind 0: ", -1)).as(said).hasSize(3);
        Matcher size = Pattern.compile("(\\d+)\timage\\R").matcher(said);
        assertThat(size.find()).as(said).isTrue();
        assertThat(Integer.parseInt(size.group(1))).as("kB").isLessThan(80_000);
    }

    @Test
    void b14EclipseBuildsInterfacesAndDefinitions() throws Exception {
        Page.section(START, "Java with Maven").write(folder);
        Files.writeString(folder.resolve("src/main/java/garden/Trees.java"), """
                package garden;

                import dev.nervure.dsl.*;

                @NeuralNetwork
                final class Trees implements NetworkDefinition {
                    public Network define() {
                        return Network.of(Tensor.input("x", 3).dense(Sizes.units()).named("y"));
                    }
                }
                """);
        Files.writeString(
                folder.resolve("src/main/java/garden/Sizes.java"),
                "package garden; class Sizes { static int units() { return 7; } TreesModel model; }");
        library();
        Files.copy(origin(BatchCompiler.class), folder.resolve("lib/ecj-3.42.0.jar"));
        assertThat(shell(folder, Page.section(PAGE, "Eclipse").commands().get(0)))
                .isEmpty();
        assertThat(folder.resolve("classes/garden/FlowersModel.class")).exists();
        assertThat(folder.resolve("generated/garden/TreesModel.java")).content().contains("x [n, 3] → y [n, 7]");
    }

    @Test
    void whatGradleIsToldNamesArtifactsThatAreThere() throws IOException {
        Pattern coordinates = Pattern.compile("\"dev\\.nervure:([a-z-]+):([^:\"]+)\"");
        Page page = Page.section(START, "Gradle");
        List<String> scripts = Stream.concat(page.files().values().stream(), page.blocks().stream())
                .filter(block -> block.contains("dependencies {"))
                .toList();
        assertThat(scripts).hasSize(2);
        for (String script : scripts) {
            for (String pair : List.of("{}", "()")) {
                assertThat(script.chars().filter(c -> c == pair.charAt(0)).count())
                        .isEqualTo(
                                script.chars().filter(c -> c == pair.charAt(1)).count());
            }
            Matcher artifact = coordinates.matcher(script);
            while (artifact.find()) {
                assertThat(List.of(
                                "nervure-dsl",
                                "nervure-runtime",
                                "nervure-training",
                                "nervure-processor",
                                "nervure-bom"))
                        .contains(artifact.group(1));
                assertThat(artifact.group(2)).isEqualTo(VERSION);
            }
            assertThat(script).contains("nervure-dsl:", "nervure-processor:", "nervure-training:");
        }
    }

    /** The jars, where the page says that they are. */
    private void library() throws Exception {
        Path library = Files.createDirectory(folder.resolve("lib"));
        jar(library.resolve("nervure-dsl-" + VERSION + ".jar"), NeuralNetwork.class);
        jar(library.resolve("nervure-runtime-" + VERSION + ".jar"), Model.class);
        jar(library.resolve("nervure-training-" + VERSION + ".jar"), Trainer.class);
        jar(library.resolve("nervure-processor-" + VERSION + ".jar"), NeuralNetworkProcessor.class, JavaFile.class);
    }
}
