package dev.nervure.runtime;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes in memory: what remains of a buffer, whose own position stays as it is. */
final class BufferSource extends ByteSource {
    private final ByteBuffer bytes;

    BufferSource(ByteBuffer bytes) {
        this.bytes = bytes.slice().asReadOnlyBuffer();
    }

    @Override
    long size() {
        return bytes.limit();
    }

    @Override
    void read(long position, ByteBuffer into) throws EOFException {
        if (position + into.remaining() > bytes.limit()) {
            throw new EOFException("the buffer ends at byte " + bytes.limit());
        }
        into.put(slice(position, into.remaining()));
    }

    @Override
    ByteBuffer slice(long position, int length) {
        return bytes.slice((int) position, length);
    }

    @Override
    WeightsFileException broken(String problem, @Nullable Throwable cause) {
        return WeightsFileException.unnamed("the buffer of " + bytes.limit() + " bytes", problem, cause);
    }
}
