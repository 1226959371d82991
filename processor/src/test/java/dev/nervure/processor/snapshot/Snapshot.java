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
    /** Whether files are written and not compared. */
    static final boolean UPDATE = Boolean.getBoolean("nervure.updateGolden");

    private static final Path FOLDER = Path.of("src/test/resources/snapshots");

    private Snapshot() {}

    static void check(String file, String text) {
        Path path = path(file);
        try {
            if (UPDATE) {
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

    static Path path(String file) {
        return FOLDER.resolve(file);
    }
}
