package dev.nervure.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows this example, and the one in Kotlin; what it shows must be what there is. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final String PACKAGE = "dev/nervure/examples/digits/";
    private static final String KOTLIN = "src/main/kotlin/dev/nervure/examples/kotlin/";
    private static final List<Path> SHOWN = List.of(
            Path.of("src/main/java", PACKAGE, "Digits.java"),
            Path.of("target/generated-sources/annotations", PACKAGE, "DigitsForward.java"),
            Path.of("target/generated-sources/annotations", PACKAGE, "DigitsBackward.java"),
            Path.of("../../docs/training.md"), // whose lines run in a test of their own
            Path.of("src/main/java", PACKAGE, "ResidualDigits.java"),
            Path.of("../kotlin/spirals", KOTLIN, "Spirals.kt"),
            Path.of("../kotlin/definition", KOTLIN, "ResidualSpirals.kt"),
            Path.of("../kotlin/spirals/src/test/kotlin/dev/nervure/examples/kotlin/TrainingTest.kt"));

    @Test
    void codeIsTakenFromTheSources() throws IOException {
        List<String> blocks = Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSameSizeAs(SHOWN);
        for (int i = 0; i < blocks.size(); i++) {
            String source = oneLine(Files.readString(SHOWN.get(i)));
            for (String part : blocks.get(i).split("…\n")) {
                assertThat(source).as(SHOWN.get(i).toString()).contains(oneLine(part));
            }
        }
    }

    /** The README aligns what the formatter does not. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
