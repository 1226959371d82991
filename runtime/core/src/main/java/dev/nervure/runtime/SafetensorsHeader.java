package dev.nervure.runtime;

import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says of itself: strings about the file, and each tensor's type, shape and place. A header that
 * exists has passed every rule of the format: its tensors cover the data exactly, without holes or overlaps.
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {
    static final String METADATA = "__metadata__";

    /** Where a tensor lies: bytes {@code begin} … {@code end − 1} of the data that follow the header. */
    record Tensor(String name, Dtype dtype, List<Long> shape, long begin, long end) implements Comparable<Tensor> {
        boolean hasShape(int[] sizes) {
            if (shape.size() != sizes.length) {
                return false;
            }
            for (int axis = 0; axis < sizes.length; axis++) {
                if (shape.get(axis) != sizes[axis]) {
                    return false;
                }
            }
            return true;
        }

        /** By place: {@code begin}, then {@code end}. */
        @Override
        public int compareTo(Tensor other) {
            return begin != other.begin ? Long.compare(begin, other.begin) : Long.compare(end, other.end);
        }

        @Override
        public String toString() {
            return dtype + " " + shape;
        }
    }

    /** The element types of the format that fill whole bytes. */
    enum Dtype {
        BOOL(1),
        U8(1),
        I8(1),
        F8_E5M2(1),
        F8_E4M3(1),
        U16(2),
        I16(2),
        F16(2),
        BF16(2),
        U32(4),
        I32(4),
        F32(4),
        U64(8),
        I64(8),
        F64(8);

        final int bytes;

        Dtype(int bytes) {
            this.bytes = bytes;
        }
    }

    /** The header as JSON. */
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
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}
