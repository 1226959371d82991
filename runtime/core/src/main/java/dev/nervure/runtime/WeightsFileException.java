package dev.nervure.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of weights that cannot be read or written, or does not fit the model; the message names the file and why. */
public final class WeightsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /** What is wrong with a file. */
    public WeightsFileException(Path file, String problem) {
        this(file, problem, null);
    }

    /** What is wrong with a file, and what said so. */
    public WeightsFileException(Path file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    /** The file, as it was named by the caller. */
    public Path file() {
        return file;
    }
}
