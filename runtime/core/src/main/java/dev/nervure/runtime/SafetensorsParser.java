package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header and checks it against every rule of the format. Without lambdas and streams, of which the first of a
 * process costs more than reading a small network.
 */
final class SafetensorsParser {
    private static final class ByPlace implements Comparator<SafetensorsTensor> {
        @Override
        public int compare(SafetensorsTensor a, SafetensorsTensor b) {
            return a.begin() != b.begin() ? Long.compare(a.begin(), b.begin()) : Long.compare(a.end(), b.end());
        }
    }

    private final ByteSource source;
    private final JsonReader json;
    private final SafetensorsLimits limits;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    private boolean metadataSeen;

    SafetensorsParser(ByteSource source, JsonReader json, SafetensorsLimits limits) {
        this.source = source;
        this.json = json;
        this.limits = limits;
    }

    /**
     * The header in front of the data.
     *
     * @param dataLength the bytes of data that follow; the most that may follow in a stream
     */
    SafetensorsHeader parse(long dataLength) {
        header();
        List<SafetensorsTensor> sorted = new ArrayList<>(tensors.values());
        sorted.sort(new ByPlace());
        Map<String, SafetensorsTensor> inOrder = new LinkedHashMap<>();
        for (SafetensorsTensor tensor : sorted) {
            inOrder.put(tensor.name(), tensor);
        }
        SafetensorsHeader header =
                new SafetensorsHeader(Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(inOrder));
        checkCover(header, dataLength);
        return header;
    }

    private void header() {
        json.expect('{');
        if (!json.next('}')) {
            do {
                member();
            } while (json.more('}'));
        }
        json.end();
    }

    private void member() {
        String name = json.string();
        json.expect(':');
        if (name.equals(SafetensorsHeader.METADATA)) {
            if (metadataSeen) {
                throw duplicate(name);
            }
            metadataSeen = true;
            strings();
        } else if (tensors.put(name, tensor(name)) != null) {
            throw duplicate(name);
        } else if (tensors.size() > limits.tensors()) {
            throw source.broken("the header has more than " + limits.tensors() + " tensors");
        }
    }

    private void strings() {
        json.expect('{');
        if (json.next('}')) {
            return;
        }
        do {
            String name = json.string();
            json.expect(':');
            if (metadata.put(name, json.string()) != null) {
                throw duplicate(name);
            }
            if (metadata.size() > SafetensorsLimits.METADATA) {
                throw source.broken("the metadata has more than " + SafetensorsLimits.METADATA + " entries");
            }
        } while (json.more('}'));
    }

    private SafetensorsTensor tensor(String name) {
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.expect('{');
        do {
            String field = json.string();
            json.expect(':');
            if (field.equals("dtype") && dtype == null) {
                dtype = json.string();
            } else if (field.equals("shape") && shape == null) {
                shape = integers(name, field);
            } else if (field.equals("data_offsets") && offsets == null) {
                offsets = integers(name, field);
            } else {
                throw broken(name, "has an unknown or repeated field " + Quote.of(field));
            }
        } while (json.more('}'));
        if (dtype == null || shape == null || offsets == null) {
            throw broken(name, "must have dtype, shape and data_offsets");
        }
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw broken(name, "has data_offsets " + offsets + ", which are not [begin, end]");
        }
        SafetensorsTensor tensor =
                new SafetensorsTensor(name, dtype(name, dtype), shape, offsets.get(0), offsets.get(1));
        checkSize(tensor);
        return tensor;
    }

    private List<Long> integers(String name, String field) {
        List<Long> values = new ArrayList<>();
        json.expect('[');
        if (json.next(']')) {
            return values;
        }
        do {
            if (values.size() == SafetensorsLimits.RANK) {
                throw broken(name, "has more than " + SafetensorsLimits.RANK + " numbers as its " + field);
            }
            values.add(json.integer());
        } while (json.more(']'));
        return values;
    }

    private Dtype dtype(String name, String dtype) {
        try {
            return Dtype.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw broken(name, "has the unknown dtype " + Quote.of(dtype));
        }
    }

    private void checkSize(SafetensorsTensor tensor) {
        Long bytes = bytes(tensor);
        if (bytes == null) {
            throw broken(tensor.name(), "has the shape " + tensor.shape() + ", which overflows");
        }
        long given = tensor.end() - tensor.begin();
        if (bytes != given) {
            throw broken(tensor.name(), "is " + tensor + " of " + bytes + " bytes, but its data_offsets span " + given);
        }
    }

    /** As the shape says; null if it is more than a long holds, in any order of the axes. */
    private static @Nullable Long bytes(SafetensorsTensor tensor) {
        long bytes = tensor.dtype().bytes();
        try {
            for (long size : tensor.shape()) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            return null;
        }
        return bytes;
    }

    private void checkCover(SafetensorsHeader header, long dataLength) {
        long covered = 0;
        for (SafetensorsTensor tensor : header.tensors().values()) {
            String name = tensor.name();
            if (tensor.end() > dataLength) {
                throw broken(
                        name,
                        "ends at byte " + tensor.end() + " of the data, of which there are only " + dataLength
                                + "; the file is truncated, or the offset wrong");
            }
            if (tensor.begin() < covered) {
                throw broken(
                        name,
                        "begins at byte " + tensor.begin() + ", inside the tensor before it, which ends at " + covered);
            }
            if (tensor.begin() > covered) {
                throw broken(name, "begins at byte " + tensor.begin() + ", which leaves a hole from byte " + covered);
            }
            covered = tensor.end();
        }
        if (covered < dataLength && source.size() != ByteSource.UNKNOWN) {
            throw source.broken((dataLength - covered) + " bytes after the last tensor belong to none");
        }
    }

    private WeightsFileException duplicate(String name) {
        return source.broken("the header names " + Quote.of(name) + " twice");
    }

    private WeightsFileException broken(String tensor, String problem) {
        return source.broken("tensor " + Quote.of(tensor) + " " + problem);
    }
}
