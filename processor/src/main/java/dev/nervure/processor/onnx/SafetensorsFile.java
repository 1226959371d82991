package dev.nervure.processor.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes weights as a safetensors file: eight bytes with the length of the header, the header as JSON, then all numbers as
 * 32-bit floats, the lowest byte first.
 */
public final class SafetensorsFile {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private SafetensorsFile() {}

    /** The file. */
    public static byte[] bytes(Map<String, Literal> weights) {
        List<String> entries = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, Literal> weight : weights.entrySet()) {
            long end = offset + 4L * weight.getValue().size();
            String shape =
                    weight.getValue().dims().stream().map(String::valueOf).collect(Collectors.joining(","));
            entries.add("\"" + weight.getKey() + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":["
                    + offset + "," + end + "]}");
            offset = end;
        }
        String json = "{" + String.join(",", entries) + "}";
        String header = json + " ".repeat(Math.floorMod(-json.length(), 8));
        if (offset + header.length() + 8 > LARGEST) {
            throw new OnnxException("the weights have over 2 GB, more than a resource can hold");
        }
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate((int) offset + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (Literal weight : weights.values()) {
            for (int i = 0; i < weight.size(); i++) {
                file.putFloat(weight.number(i));
            }
        }
        return file.array();
    }
}
