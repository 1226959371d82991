package dev.nervure.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Where a safetensors file comes from: a file on a disk, bytes in memory, or a stream. It has no position of its own. */
abstract class ByteSource {
    /** Of a source that does not know its length before its end: a stream. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** The number of bytes, or {@link #UNKNOWN}. */
    abstract long size();

    /**
     * Fills the rest of {@code into} with the bytes from {@code position} on.
     *
     * @throws EOFException if there are not as many
     */
    abstract void read(long position, ByteBuffer into) throws IOException;

    /** The bytes themselves, where they are in memory; otherwise null. */
    @Nullable
    ByteBuffer slice(long position, int length) {
        return null;
    }

    /** Goes on to a position, where there is such a thing: what follows the file in a stream is left to its owner. */
    void finish(long position) throws IOException {}

    /** Closes what was opened for this source. */
    void close() throws IOException {}

    /** The error of a file that breaks a rule. */
    abstract WeightsFileException broken(String problem, @Nullable Throwable cause);

    final WeightsFileException broken(String problem) {
        return broken(problem, null);
    }

    final WeightsFileException unreadable(IOException e) {
        return broken("cannot be read: " + reason(e), e);
    }

    /** What happened, in words also where Java's exception has none. */
    static String reason(IOException e) {
        if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
            return "the thread was interrupted";
        }
        String message = e.getMessage();
        String name = e.getClass().getSimpleName();
        if (message == null) {
            return name;
        }
        return e instanceof EOFException || e.getClass() == IOException.class ? message : name + ": " + message;
    }
}
