package dev.nervure.runtime;

import dev.nervure.runtime.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Collects named tensors and writes them as one safetensors file
 * (<a href="https://github.com/huggingface/safetensors">format</a>). Values are asked for when they are written, tensor by
 * tensor, so that a file may be larger than memory. The same content gives the same bytes.
 */
public final class SafetensorsWriter {
    /** Writes the values of a tensor, or adds them to a checksum. */
    private interface Values {
        void writeTo(ByteBuffer buffer, WritableByteChannel out) throws IOException;
    }

    private record Entry(String name, Dtype dtype, int[] shape, Values values) {
        long bytes() {
            return Arrays.stream(shape).asLongStream().reduce(dtype.bytes(), Math::multiplyExact);
        }

        void require(int length, int expected) {
            if (length != expected) {
                throw new IllegalArgumentException(name + " " + Arrays.toString(shape) + " has " + length + " values");
            }
        }
    }

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean checksum;

    /** A file without tensors. */
    public SafetensorsWriter() {}

    /**
     * Adds a string about the file, or replaces it.
     *
     * @param name the string's name, such as {@code format}
     * @param value the string
     * @return this writer
     */
    public SafetensorsWriter metadata(String name, String value) {
        metadata.put(name, value);
        return this;
    }

    /**
     * Adds an F32 tensor.
     *
     * @param name the tensor's name
     * @param shape the size of each axis; empty for a single value
     * @param values row-major, as many as the shape says; asked for when they are written
     * @return this writer
     * @throws IllegalArgumentException if the name is taken or is the format's own
     */
    public SafetensorsWriter floats(String name, int[] shape, Supplier<float[]> values) {
        return add(name, Dtype.F32, shape, entry -> (buffer, out) -> {
            float[] all = values.get();
            entry.require(all.length, (int) (entry.bytes() / Float.BYTES));
            Bytes.write(all, buffer, out);
        });
    }

    /**
     * Adds an I64 tensor.
     *
     * @param name the tensor's name
     * @param shape the size of each axis; empty for a single value
     * @param values row-major, as many as the shape says
     * @return this writer
     * @throws IllegalArgumentException if the name is taken or is the format's own
     */
    public SafetensorsWriter longs(String name, int[] shape, long... values) {
        return add(name, Dtype.I64, shape, entry -> (buffer, out) -> {
            entry.require(values.length, (int) (entry.bytes() / Long.BYTES));
            for (int done = 0; done < values.length; ) {
                int part = Math.min(values.length - done, Bytes.BUFFER / Long.BYTES);
                buffer.clear().asLongBuffer().put(values, done, part);
                Bytes.drain(buffer.position(part * Long.BYTES), out);
                done += part;
            }
        });
    }

    /**
     * Adds a tensor of any type.
     *
     * @param name the tensor's name
     * @param dtype the type of its values
     * @param shape the size of each axis; empty for a single value
     * @param bytes the values, row-major and little-endian, from the buffer's position to its limit; asked for when
     *     they are written
     * @return this writer
     * @throws IllegalArgumentException if the name is taken or is the format's own
     */
    public SafetensorsWriter bytes(String name, Dtype dtype, int[] shape, Supplier<ByteBuffer> bytes) {
        return add(name, dtype, shape, entry -> (buffer, out) -> {
            ByteBuffer all = bytes.get().duplicate();
            if (all.remaining() != entry.bytes()) {
                throw new IllegalArgumentException(name + " " + dtype + " " + Arrays.toString(shape) + " has "
                        + entry.bytes() + " bytes, got " + all.remaining());
            }
            Bytes.writeFully(all, out);
        });
    }

    /**
     * Adds a checksum of everything to the metadata, for {@link SafetensorsReader#verify}. All values are asked for
     * twice.
     *
     * @return this writer
     */
    public SafetensorsWriter withChecksum() {
        checksum = true;
        return this;
    }

    /**
     * Writes the whole file or nothing. The mode of an existing file is kept, and a link that leads to it. See the page
     * "Saving and loading".
     *
     * @param file the file to write or to replace
     * @throws WeightsFileException if the file cannot be written; a file that was there before is unchanged
     * @throws IllegalArgumentException if a tensor's values do not fit its shape
     */
    public void write(Path file) {
        try {
            AtomicFile.write(file, this::writeTo);
        } catch (IOException e) {
            throw WeightsFileException.of(file, "cannot be written: " + ByteSource.reason(e), e);
        }
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @param out where the bytes go; flushed at the end
     * @throws WeightsFileException if writing fails
     * @throws IllegalArgumentException if a tensor's values do not fit its shape
     */
    public void write(OutputStream out) {
        try {
            writeTo(Bytes.channel(out));
            out.flush();
        } catch (IOException e) {
            throw WeightsFileException.unnamed("the stream", "cannot be written: " + ByteSource.reason(e), e);
        }
    }

    private SafetensorsWriter add(String name, Dtype dtype, int[] shape, Function<Entry, Values> values) {
        if (entries.containsKey(name)) {
            throw new IllegalArgumentException("two tensors named '" + name + "'");
        }
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("'" + name + "' is the format's own name, not a tensor's");
        }
        Entry described = new Entry(name, dtype, shape.clone(), (buffer, out) -> {});
        entries.put(name, new Entry(name, dtype, described.shape(), values.apply(described)));
        return this;
    }

    private void writeTo(WritableByteChannel out) throws IOException {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        // The largest values first, because readers that map the file want values at multiples of their size.
        inOrder.sort(
                Comparator.comparingInt((Entry entry) -> entry.dtype().bytes()).reversed());
        SafetensorsHeader header = header(inOrder);
        ByteBuffer buffer = Bytes.buffer();
        if (checksum) {
            header = withChecksum(header, inOrder, buffer);
        }
        byte[] bytes = header.bytes();
        Bytes.drain(buffer.clear().putLong(bytes.length), out);
        Bytes.writeFully(ByteBuffer.wrap(bytes), out);
        for (Entry entry : inOrder) {
            entry.values().writeTo(buffer, out);
        }
    }

    private SafetensorsHeader header(List<Entry> inOrder) {
        Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
        long end = 0;
        for (Entry entry : inOrder) {
            long begin = end;
            end = Math.addExact(begin, entry.bytes());
            List<Long> shape =
                    Arrays.stream(entry.shape()).asLongStream().boxed().toList();
            tensors.put(entry.name(), new SafetensorsTensor(entry.name(), entry.dtype(), shape, begin, end));
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private static SafetensorsHeader withChecksum(SafetensorsHeader header, List<Entry> inOrder, ByteBuffer buffer)
            throws IOException {
        CRC32C sum = Checksum.ofHeader(header);
        WritableByteChannel summing = new Summing(sum);
        for (Entry entry : inOrder) {
            entry.values().writeTo(buffer, summing);
        }
        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        metadata.put(Checksum.NAME, Checksum.text(sum));
        return new SafetensorsHeader(metadata, header.tensors());
    }

    /** A channel that adds to a checksum what is written. */
    private record Summing(CRC32C sum) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            sum.update(bytes);
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
