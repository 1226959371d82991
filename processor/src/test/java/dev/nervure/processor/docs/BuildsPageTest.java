package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** How well it does on data drawn with a fixed seed, the same on every JDK. */
    private static final String SAID = "of flowers it has not seen: loss 0.";

    /** Kept from run to run: Maven copies its plugins there. */
    private static final Path REPOSITORY = Path.of("target/repository-of-pages").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void b13TheMavenProjectBuildsAndRuns() throws Exception {
        Page page = Page.section(START, "Java with Maven");
        page.write(folder);
        assertThat(maven(page.commands().get(0))).contains(SAID, "kind 0: ");
    }

    @Test
    @Tag("exhaustive")
    void theMavenProjectInKotlinBuildsAndRuns() throws Exception {
        Page page = Page.section(START, "Kotlin with Maven");
        page.write(folder);
        assertThat(maven(page.commands().get(0))).contains(SAID, "scores of the three kinds: ");
    }

    @Test
    void b12TheModuleBuildsWithAllWarningsAsErrors() throws Exception {
        Page.section(START, "Java with Maven").write(folder);
        Page page = Page.section(PAGE, "Modules");
        page.write(folder);
        library();
        assertThat(shell(page.commands().get(0))).contains(SAID, "kind 0: ");
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
        assertThat(shell(Page.section(PAGE, "Eclipse").commands().get(0))).isEmpty();
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
        jar(NeuralNetwork.class, library.resolve("nervure-dsl-" + VERSION + ".jar"));
        jar(Model.class, library.resolve("nervure-runtime-" + VERSION + ".jar"));
        jar(Trainer.class, library.resolve("nervure-training-" + VERSION + ".jar"));
        jar(NeuralNetworkProcessor.class, library.resolve("nervure-processor-" + VERSION + ".jar"));
        Path javapoet = origin(JavaFile.class);
        Files.copy(javapoet, library.resolve(javapoet.getFileName()));
    }

    /** Runs a command with a repository that has Nervure as it is now, and else what the user's own has or Central. */
    private String maven(String command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
                "needs mvn on the path");
        String javapoet = origin(JavaFile.class).getParent().getFileName().toString();
        install("nervure-dsl", NeuralNetwork.class, "");
        install("nervure-runtime", Model.class, "");
        install("nervure-training", Trainer.class, """
                  <dependencies>
                    <dependency>
                      <groupId>dev.nervure</groupId>
                      <artifactId>nervure-runtime</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                """.formatted(VERSION));
        install("nervure-processor", NeuralNetworkProcessor.class, """
                  <dependencies>
                    <dependency>
                      <groupId>dev.nervure</groupId>
                      <artifactId>nervure-dsl</artifactId>
                      <version>%s</version>
                    </dependency>
                    <dependency>
                      <groupId>com.palantir.javapoet</groupId>
                      <artifactId>javapoet</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                """.formatted(VERSION, javapoet));
        Path own = Path.of(System.getProperty("user.home"), ".m2/repository");
        Path settings =
                Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>own</id>
                      <repositories>
                        <repository><id>own</id><url>%s</url></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>own</id><url>%s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>own</activeProfile></activeProfiles>
                </settings>
                """.formatted(REPOSITORY, own.toUri(), own.toUri()));
        return shell(command.replace("mvn ", "mvn -B -ntp -s " + settings + " "));
    }

    private static void install(String artifact, Class<?> type, String dependencies) throws Exception {
        Path place = Files.createDirectories(
                REPOSITORY.resolve("dev/nervure").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        jar(type, place.resolve(name + ".jar"));
        Files.writeString(place.resolve(name + ".pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.nervure</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                %s</project>
                """.formatted(artifact, VERSION, dependencies));
    }

    /** The jar or the folder that a class is in. */
    static Path origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** The jar that a class is in; one of the folder that it is in, where it is not packed yet. */
    private static void jar(Class<?> type, Path jar) throws Exception {
        Path origin = origin(type);
        if (Files.isRegularFile(origin)) {
            Files.copy(origin, jar, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(origin)) {
            for (Path entry : classes.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(origin.relativize(entry).toString().replace(File.separatorChar, '/')));
                Files.copy(entry, out);
            }
        }
    }

    /** What the commands print. */
    private String shell(String commands) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        String java = System.getProperty("java.home");
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + "/bin" + File.pathSeparator + environment.get("PATH"));
        environment.remove("MAVEN_OPTS");
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(text).isTrue();
        return text;
    }
}
