package dev.nervure.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Writes values to channels through a buffer. */
final class Bytes {
    static final int BUFFER = 1 << 16;

    private Bytes() {}

    /** A buffer of {@link #BUFFER} little-endian bytes. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes floats, four bytes each. */
    static void write(float[] values, ByteBuffer buffer, WritableByteChannel out) throws IOException {
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, BUFFER / Float.BYTES);
            buffer.clear().asFloatBuffer().put(values, done, part);
            drain(buffer.position(part * Float.BYTES), out);
            done += part;
        }
    }

    /** Writes what was put into the buffer, and empties it. */
    static void drain(ByteBuffer buffer, WritableByteChannel out) throws IOException {
        writeFully(buffer.flip(), out);
        buffer.clear();
    }

    static void writeFully(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Unlike that of {@code Channels}, the channel does not close the stream when the thread is interrupted. */
    static WritableByteChannel channel(OutputStream out) {
        return new ToStream(out);
    }

    private record ToStream(OutputStream out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = Math.min(bytes.remaining(), BUFFER);
            if (bytes.hasArray()) {
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
                bytes.position(bytes.position() + count);
            } else {
                byte[] copy = new byte[count];
                bytes.get(copy);
                out.write(copy);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
