package dev.nervure.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What a safetensors file says of itself: strings about the file, and each tensor's type, shape and place. A header that
 * was read has passed every rule of the format: its tensors cover the data exactly, without holes or overlaps.
 *
 * @param tensors in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, SafetensorsTensor> tensors) {
    static final String METADATA = "__metadata__";

    /** A multiple of all sizes of values, because readers that map the file want values at multiples of their size. */
    private static final int ALIGNMENT = 8;

    /** The number of bytes that follow the header. */
    long dataLength() {
        long end = 0;
        for (SafetensorsTensor tensor : tensors.values()) {
            end = Math.max(end, tensor.end());
        }
        return end;
    }

    /** As JSON in UTF-8, filled up with blanks. */
    byte[] bytes() {
        byte[] json = toJson().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    String toJson() {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            quote(json, METADATA).append(":{");
            String comma = "";
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.append(comma);
                quote(json, entry.getKey()).append(':');
                quote(json, entry.getValue());
                comma = ",";
            }
            json.append('}');
        }
        tensors.forEach((name, tensor) -> {
            json.append(json.length() > 1 ? "," : "");
            quote(json, name).append(":{\"dtype\":\"").append(tensor.dtype());
            json.append("\",\"shape\":[");
            for (int i = 0; i < tensor.shape().size(); i++) {
                json.append(i > 0 ? "," : "").append(tensor.shape().get(i));
            }
            json.append("],\"data_offsets\":[");
            json.append(tensor.begin()).append(',').append(tensor.end()).append("]}");
        });
        return json.append('}').toString();
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    /** Whether a surrogate is next to the other half of its pair; alone it has no bytes in UTF-8. */
    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
