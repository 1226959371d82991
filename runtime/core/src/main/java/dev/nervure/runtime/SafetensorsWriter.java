package dev.nervure.runtime;

import dev.nervure.runtime.SafetensorsHeader.Dtype;
import dev.nervure.runtime.SafetensorsHeader.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects named tensors and writes them as one safetensors file: the whole file or nothing. */
public final class SafetensorsWriter {
    private static final int BUFFER = 1 << 16;
    private static final int ALIGNMENT = 8;

    private record Floats(int[] shape, Supplier<float[]> values) {}

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Long> integers = new LinkedHashMap<>();
    private final Map<String, Floats> floats = new LinkedHashMap<>();

    /** Adds a string about the file. */
    public SafetensorsWriter metadata(String name, String value) {
        metadata.put(name, value);
        return this;
    }

    /** Adds an F32 tensor; its values, row-major, are asked for when they are written. */
    public SafetensorsWriter floats(String name, int[] shape, Supplier<float[]> values) {
        requireNew(name);
        floats.put(name, new Floats(shape.clone(), values));
        return this;
    }

    /** Adds an I64 scalar. */
    public SafetensorsWriter integer(String name, long value) {
        requireNew(name);
        integers.put(name, value);
        return this;
    }

    /** @throws WeightsFileException if the file cannot be written; what was there before is still there */
    public void write(Path file) {
        try {
            AtomicFile.write(file, this::writeTo);
        } catch (IOException e) {
            throw new WeightsFileException(file, "cannot be written: " + e, e);
        }
    }

    private void requireNew(String name) {
        if (floats.containsKey(name) || integers.containsKey(name)) {
            throw new IllegalArgumentException("two tensors named '" + name + "'");
        }
    }

    private void writeTo(WritableByteChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = header().toJson().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        drain(buffer.putLong(padded.length), out);
        for (ByteBuffer rest = ByteBuffer.wrap(padded); rest.hasRemaining(); ) {
            out.write(rest);
        }
        for (long value : integers.values()) {
            if (buffer.remaining() < Long.BYTES) {
                drain(buffer, out);
            }
            buffer.putLong(value);
        }
        drain(buffer, out);
        for (Map.Entry<String, Floats> entry : floats.entrySet()) {
            write(entry.getKey(), entry.getValue(), buffer, out);
        }
    }

    /** Integers come first, because readers that map the file want values at multiples of their size. */
    private SafetensorsHeader header() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long end = 0;
        for (String name : integers.keySet()) {
            long begin = end;
            end += Long.BYTES;
            tensors.put(name, new Tensor(name, Dtype.I64, List.of(), begin, end));
        }
        for (Map.Entry<String, Floats> entry : floats.entrySet()) {
            long begin = end;
            int[] shape = entry.getValue().shape();
            end += Float.BYTES * size(shape);
            tensors.put(
                    entry.getKey(),
                    new Tensor(
                            entry.getKey(),
                            Dtype.F32,
                            Arrays.stream(shape).asLongStream().boxed().toList(),
                            begin,
                            end));
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private static void write(String name, Floats tensor, ByteBuffer buffer, WritableByteChannel out)
            throws IOException {
        float[] values = tensor.values().get();
        if (values.length != size(tensor.shape())) {
            throw new IllegalArgumentException(
                    name + " " + Arrays.toString(tensor.shape()) + " has " + values.length + " values");
        }
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, BUFFER / Float.BYTES);
            buffer.clear().asFloatBuffer().put(values, done, part);
            drain(buffer.position(part * Float.BYTES), out);
            done += part;
        }
    }

    private static long size(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    /** Writes what was put into the buffer, and empties it. */
    private static void drain(ByteBuffer buffer, WritableByteChannel out) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }
}
