package dev.nervure.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights, or a stream or buffer with the content of one, that cannot be read or written, or does not fit the
 * model. The message names the file and says why.
 */
public final class WeightsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;

    /**
     * An exception about one file.
     *
     * @param file the file, as the caller named it
     * @param problem what is wrong with the file, without its name: "there is no such file"
     */
    public WeightsFileException(Path file, String problem) {
        this(file, file + ": " + problem, null);
    }

    private WeightsFileException(@Nullable Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    static WeightsFileException of(Path file, String problem, @Nullable Throwable cause) {
        return new WeightsFileException(file, file + ": " + problem, cause);
    }

    /** Of a stream or a buffer. */
    static WeightsFileException unnamed(String what, String problem, @Nullable Throwable cause) {
        return new WeightsFileException(null, what + ": " + problem, cause);
    }

    /**
     * The file that cannot be read or written.
     *
     * @return the file, as the caller named it; null for a stream or a buffer
     */
    public @Nullable Path file() {
        return file;
    }
}
