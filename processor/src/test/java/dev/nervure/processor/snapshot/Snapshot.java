package dev.nervure.processor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that is kept with the tests and compared to the last character; {@code -Dnervure.updateGolden=true} writes it
 * anew. What changes in it is for a reader of the change to judge.
 */
final class Snapshot {
    private static final Path FOLDER = Path.of("src/test/resources/snapshots");

    private Snapshot() {}

    static void check(String file, String text) {
        Path path = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("nervure.updateGolden")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
            assertThat(text)
                    .as("%s; if the change is meant, -Dnervure.updateGolden=true", path)
                    .isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
