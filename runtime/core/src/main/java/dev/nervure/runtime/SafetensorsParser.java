package dev.nervure.runtime;

import dev.nervure.runtime.SafetensorsHeader.Dtype;
import dev.nervure.runtime.SafetensorsHeader.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a header and holds it against every rule of the format. */
final class SafetensorsParser {
    private final Path file;
    private final JsonReader json;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private boolean metadataSeen;

    SafetensorsParser(Path file, String json) {
        this.file = file;
        this.json = new JsonReader(file, json);
    }

    /** The header in front of {@code dataLength} bytes of data. */
    SafetensorsHeader parse(long dataLength) {
        header();
        checkCover(dataLength);
        return new SafetensorsHeader(Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(tensors));
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
        } while (json.more('}'));
    }

    private Tensor tensor(String name) {
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
                shape = integers();
            } else if (field.equals("data_offsets") && offsets == null) {
                offsets = integers();
            } else {
                throw broken(name, "has an unknown or repeated field '" + field + "'");
            }
        } while (json.more('}'));
        if (dtype == null || shape == null || offsets == null) {
            throw broken(name, "must have dtype, shape and data_offsets");
        }
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw broken(name, "has data_offsets " + offsets + ", which are not [begin, end]");
        }
        Tensor tensor = new Tensor(name, dtype(name, dtype), shape, offsets.get(0), offsets.get(1));
        checkSize(name, tensor);
        return tensor;
    }

    private List<Long> integers() {
        List<Long> values = new ArrayList<>();
        json.expect('[');
        if (json.next(']')) {
            return values;
        }
        do {
            values.add(json.integer());
        } while (json.more(']'));
        return values;
    }

    private Dtype dtype(String name, String dtype) {
        try {
            return Dtype.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw broken(name, "has the unknown dtype '" + dtype + "'");
        }
    }

    private void checkSize(String name, Tensor tensor) {
        long bytes = tensor.dtype().bytes;
        try {
            for (long size : tensor.shape()) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            throw broken(name, "has the shape " + tensor.shape() + ", which overflows");
        }
        long given = tensor.end() - tensor.begin();
        if (bytes != given) {
            throw broken(name, "is " + tensor + " of " + bytes + " bytes, but its data_offsets span " + given);
        }
    }

    private void checkCover(long dataLength) {
        List<Tensor> inOrder = new ArrayList<>(tensors.values());
        Collections.sort(inOrder);
        long covered = 0;
        for (Tensor tensor : inOrder) {
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
        if (covered < dataLength) {
            throw new WeightsFileException(
                    file, (dataLength - covered) + " bytes after the last tensor belong to none");
        }
    }

    private WeightsFileException duplicate(String name) {
        return new WeightsFileException(file, "the header names '" + name + "' twice");
    }

    private WeightsFileException broken(String tensor, String problem) {
        return new WeightsFileException(file, "tensor '" + tensor + "' " + problem);
    }
}
