package dev.nervure.runtime.file;

import java.io.IOException;
import java.nio.file.Path;

/** Pipes that stand where a file is expected. */
public final class Pipes {
    private Pipes() {}

    /** False where there is no {@code mkfifo}. */
    public static boolean make(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
