package dev.nervure.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream, read forwards and never beyond the last byte that was asked for, so that something else may follow the file.
 * The stream stays open: it is its owner's.
 */
final class StreamSource extends ByteSource {
    private static final int SKIPPED = 1 << 13;

    private final InputStream in;
    private long at;

    StreamSource(InputStream in) {
        this.in = in;
    }

    @Override
    long size() {
        return UNKNOWN;
    }

    @Override
    void read(long position, ByteBuffer into) throws IOException {
        finish(position);
        int wanted = into.remaining();
        int found = in.readNBytes(into.array(), into.arrayOffset() + into.position(), wanted);
        at += found;
        if (found < wanted) {
            throw ended();
        }
        into.position(into.limit());
    }

    /** Skips by reading: the skip method of many streams goes beyond their end without a word. */
    @Override
    void finish(long position) throws IOException {
        if (position < at) {
            throw new IllegalStateException("a stream is read forwards: byte " + position + " has passed, byte " + at
                    + " is next; read the tensors in the order of tensors()");
        }
        byte[] skipped = position == at ? new byte[0] : new byte[(int) Math.min(SKIPPED, position - at)];
        while (at < position) {
            int count = in.readNBytes(skipped, 0, (int) Math.min(skipped.length, position - at));
            if (count == 0) {
                throw ended();
            }
            at += count;
        }
    }

    private EOFException ended() {
        return new EOFException("the stream ends after " + at + " bytes; it is truncated, or not safetensors");
    }

    @Override
    WeightsFileException broken(String problem, @Nullable Throwable cause) {
        return WeightsFileException.unnamed("the stream", problem, cause);
    }
}
