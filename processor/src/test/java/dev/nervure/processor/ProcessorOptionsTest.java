package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProcessorOptionsTest {
    @Test
    void everyOptionIsDocumented() throws IOException {
        List<String> documented = Pattern.compile("^\\| `(nervure\\.\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/builds.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(ProcessorOptions.names());
    }
}
