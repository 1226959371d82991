package dev.nervure.training;

import java.nio.file.Path;

/** A file of samples that cannot be read. The message names the file and says where in it and why. */
public final class DataFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * An exception about one file.
     *
     * @param file the file, as the caller named it
     * @param problem what is wrong with the file, without its name
     */
    public DataFileException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    /**
     * The file that cannot be read.
     *
     * @return the file, as the caller named it
     */
    public Path file() {
        return file;
    }
}
