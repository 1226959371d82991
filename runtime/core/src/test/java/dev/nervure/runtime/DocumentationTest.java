package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever users can call has a complete doc comment. The build of other modules asks javac for that. Here it cannot, because
 * javac always warns about the incubating Vector API, so warnings cannot be errors.
 */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/nervure/runtime");

    @Test
    void isComplete(@TempDir Path out) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                out.toString(),
                "-proc:none",
                "-cp",
                Tools.classes(Model.class) + File.pathSeparator + Tools.classes(NullMarked.class),
                "-Xmaxwarns",
                "1000",
                "-Xdoclint:all/protected"));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }

        assertThat(Tools.run("javac", arguments.toArray(String[]::new))).isEmpty();
    }
}
