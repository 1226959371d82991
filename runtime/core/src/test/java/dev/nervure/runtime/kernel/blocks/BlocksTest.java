package dev.nervure.runtime.kernel.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated classes are up to date. With {@code -Dnervure.updateGolden=true} they are written instead. */
class BlocksTest {
    @Test
    void areWhatTheirWriterWrites() throws IOException {
        for (Map.Entry<String, String> each : Blocks.all().entrySet()) {
            Path file = Path.of("src/main/java", each.getKey().replace('.', '/') + ".java");
            if (Boolean.getBoolean("nervure.updateGolden")) {
                Files.writeString(file, each.getValue());
            }
            assertThat(each.getValue()).as(each.getKey()).isEqualTo(Files.readString(file));
        }
    }
}
