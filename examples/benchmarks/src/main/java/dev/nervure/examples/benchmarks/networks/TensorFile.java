package dev.nervure.examples.benchmarks.networks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tensors of a safetensors file of floats, in the file's order; the runtime reads only files of weights alone. */
public final class TensorFile {
    private static final Pattern ENTRY = Pattern.compile(
            "\"([^\"]+)\":\\s*\\{\"dtype\":\\s*\"F32\",\\s*\"shape\":\\s*\\[[^]]*],\\s*\"data_offsets\":\\s*\\[(\\d+),\\s*(\\d+)]}");

    private final Map<String, float[]> tensors = new LinkedHashMap<>();

    private TensorFile() {}

    static TensorFile of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) buffer.getLong();
        int data = Long.BYTES + header;
        TensorFile file = new TensorFile();
        Matcher entry = ENTRY.matcher(new String(bytes, Long.BYTES, header, StandardCharsets.UTF_8));
        while (entry.find()) {
            int begin = Integer.parseInt(entry.group(2));
            float[] values = new float[(Integer.parseInt(entry.group(3)) - begin) / Float.BYTES];
            buffer.slice(data + begin, values.length * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            file.tensors.put(entry.group(1), values);
        }
        return file;
    }

    /** The values of a tensor, row-major. */
    public float[] floats(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no tensor '" + name + "'; there are " + tensors.keySet());
        }
        return values;
    }

    /** One sample. */
    public float[] input() {
        return floats("in.x");
    }

    /** What the network makes of {@link #input}. */
    public float[] output() {
        return floats("out");
    }

    /** The weights, in the file's order. */
    public List<float[]> weights() {
        return tensors.entrySet().stream()
                .filter(tensor ->
                        !tensor.getKey().equals("in.x") && !tensor.getKey().equals("out"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
