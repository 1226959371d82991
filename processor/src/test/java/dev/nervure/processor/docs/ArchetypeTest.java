package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of docs/getting-started.md that makes a project, in an empty folder; the project is tested and run. */
class ArchetypeTest {
    private static final Path SOURCES = Path.of("../examples/archetype/src/main/resources");
    private static final String DESCRIPTOR = "META-INF/maven/archetype-metadata.xml";

    @TempDir
    Path folder;

    @Test
    void makesAProjectThatTrainsAndTests() throws Exception {
        Path jar = Builds.artifact("nervure-archetype", "");
        try (JarOutputStream out = new JarOutputStream(
                Files.newOutputStream(jar, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING))) {
            out.putNextEntry(new JarEntry(DESCRIPTOR));
            out.write(Files.readString(SOURCES.resolve(DESCRIPTOR))
                    .replace("${project.version}", Builds.VERSION)
                    .getBytes(StandardCharsets.UTF_8));
            Path resources = SOURCES.resolve("archetype-resources");
            try (Stream<Path> files = Files.walk(resources)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    out.putNextEntry(new JarEntry("archetype-resources/"
                            + resources.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                }
            }
        }
        Page page = Page.section(Path.of("../docs/getting-started.md"), "One command");
        Builds.maven(folder, page.commands().get(0));
        Path project = folder.resolve("flowers");
        assertThat(project.resolve("src/main/java/garden/Flowers.java"))
                .content()
                .startsWith("package garden;")
                .doesNotContain("${");
        assertThat(project.resolve("README.md")).content().startsWith("# flowers");
        assertThat(Builds.maven(project, "mvn test exec:java"))
                .contains("Tests run: 2, Failures: 0, Errors: 0", "flowers that it has not seen: loss 0.");
        assertThat(project.resolve("flowers.safetensors")).exists();
    }
}
