package dev.nervure.processor.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tensors of a small, well-formed safetensors file. The runtime's own reader is not the judge of itself here. */
final class Safetensors {
    private static final Pattern TENSOR = Pattern.compile(
            "\"([^\"]+)\": \\{\"dtype\": \"(F32|I64)\", \"shape\": \\[([\\d, ]*)], \"data_offsets\": \\[(\\d+), \\d+]}");

    /** A tensor: either floats or ints has its values. */
    record Entry(int[] shape, float[] floats, int[] ints) {
        boolean integers() {
            return floats.length == 0;
        }
    }

    private Safetensors() {}

    /** Reads a file of the test resources; tensors in the order of the header. */
    static Map<String, Entry> read(String resource) {
        try (InputStream in = Safetensors.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no test resource " + resource);
            }
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int header = (int) bytes.getLong(0);
            String json = new String(bytes.array(), Long.BYTES, header, StandardCharsets.UTF_8);
            Map<String, Entry> tensors = new LinkedHashMap<>();
            for (Matcher m = TENSOR.matcher(json); m.find(); ) {
                int offset = Long.BYTES + header + Integer.parseInt(m.group(4));
                tensors.put(m.group(1), entry(bytes, m.group(2).equals("F32"), shape(m.group(3)), offset));
            }
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] shape(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split(", ")).mapToInt(Integer::parseInt).toArray();
    }

    private static Entry entry(ByteBuffer bytes, boolean isFloats, int[] shape, int offset) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] floats = new float[isFloats ? size : 0];
        int[] ints = new int[isFloats ? 0 : size];
        for (int i = 0; i < size; i++) {
            if (isFloats) {
                floats[i] = bytes.getFloat(offset + i * Float.BYTES);
            } else {
                ints[i] = Math.toIntExact(bytes.getLong(offset + i * Long.BYTES));
            }
        }
        return new Entry(shape, floats, ints);
    }
}
