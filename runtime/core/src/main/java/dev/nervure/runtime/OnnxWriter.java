package dev.nervure.runtime;

import dev.nervure.runtime.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes an <a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX</a> file from a graph without weights and the weights.
 * The file is a message of protocol buffers, and such messages merge when they stand one behind the other: so each weight
 * is a piece of its own behind the graph. Values are asked for when they are written, tensor by tensor. The same content
 * gives the same bytes.
 */
public final class OnnxWriter {
    // Fields of ONNX's messages. The wire type 2 says that a length follows.
    private static final int GRAPH = 7 << 3 | 2; // of a ModelProto
    private static final int INITIALIZER = 5 << 3 | 2; // of a GraphProto
    private static final int DIMS = 1 << 3; // of a TensorProto
    private static final int DATA_TYPE = 2 << 3;
    private static final int NAME = 8 << 3 | 2;
    private static final int RAW_DATA = 9 << 3 | 2;
    private static final int FLOAT = 1;

    /** Protocol buffers count the bytes of a message with an int. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private record Entry(byte[] header, long bytes, Supplier<float[]> values) {}

    private final byte[] graph;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A file of a graph.
     *
     * @param graph a {@code ModelProto} whose graph lacks the initializers that are added here
     */
    public OnnxWriter(byte[] graph) {
        this.graph = graph.clone();
    }

    /**
     * Adds a tensor of 32-bit floats as an initializer.
     *
     * @param name the initializer's name in the graph
     * @param shape the size of each axis; empty for a single value
     * @param values row-major, as many as the shape says; asked for when they are written
     * @return this writer
     * @throws IllegalArgumentException if the name is taken
     */
    public OnnxWriter floats(String name, int[] shape, Supplier<float[]> values) {
        long bytes = Arrays.stream(shape).asLongStream().reduce(Float.BYTES, Math::multiplyExact);
        if (entries.putIfAbsent(name, new Entry(header(name, shape, bytes), bytes, values)) != null) {
            throw new IllegalArgumentException("two initializers named '" + name + "'");
        }
        return this;
    }

    /**
     * Writes the whole file or nothing. The mode of an existing file is kept, and a link that leads to it.
     *
     * @param file the file to write or to replace
     * @throws WeightsFileException if the file cannot be written, or is over 2,147,483,647 bytes; a file that was there
     *     before is unchanged
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
     * @throws WeightsFileException if writing fails, or the file is over 2,147,483,647 bytes
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

    private void writeTo(WritableByteChannel out) throws IOException {
        long size = graph.length;
        for (Entry entry : entries.values()) {
            size = Math.addExact(size, entry.header().length + entry.bytes());
        }
        if (size > MOST_BYTES) {
            throw new IOException("it would have " + size + " bytes, and an ONNX file has at most " + MOST_BYTES);
        }
        Bytes.writeFully(ByteBuffer.wrap(graph), out);
        ByteBuffer buffer = Bytes.buffer();
        for (Map.Entry<String, Entry> named : entries.entrySet()) {
            Entry entry = named.getValue();
            float[] values = entry.values().get();
            if ((long) values.length * Float.BYTES != entry.bytes()) {
                throw new IllegalArgumentException(named.getKey() + " has " + entry.bytes() / Float.BYTES
                        + " values by its shape, got " + values.length);
            }
            Bytes.writeFully(ByteBuffer.wrap(entry.header()), out);
            Bytes.write(values, buffer, out);
        }
    }

    /** A piece of a model as far as the values: a graph with one initializer. */
    private static byte[] header(String name, int[] shape, long bytes) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (int size : shape) {
            varint(DIMS, tensor);
            varint(size, tensor);
        }
        varint(DATA_TYPE, tensor);
        varint(FLOAT, tensor);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        varint(NAME, tensor);
        varint(text.length, tensor);
        tensor.writeBytes(text);
        varint(RAW_DATA, tensor);
        varint(bytes, tensor);
        byte[] described = tensor.toByteArray();
        byte[] initializer = field(INITIALIZER, described.length + bytes);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(field(GRAPH, initializer.length + described.length + bytes));
        header.writeBytes(initializer);
        header.writeBytes(described);
        return header.toByteArray();
    }

    /** The beginning of a field of so many bytes. */
    private static byte[] field(int tag, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(tag, out);
        varint(length, out);
        return out.toByteArray();
    }

    /** Seven bits a byte, the lowest first; all bytes but the last have the eighth bit. */
    private static void varint(long value, ByteArrayOutputStream out) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
