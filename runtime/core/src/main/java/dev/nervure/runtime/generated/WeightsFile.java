package dev.nervure.runtime.generated;

import dev.nervure.runtime.Load;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as safetensors, under PyTorch's names and in its layouts. Next to the statistics of a batch norm PyTorch also
 * keeps a count of batches; it is carried from file to file, so that PyTorch finds all that it looks for.
 *
 * <p>Reading uses no lambda, of which the first of a process costs more than reading a small network.
 */
final class WeightsFile {
    /** In the metadata: a hash of what the network that saved the file computes. */
    static final String NETWORK = "nervure.network";

    private static final String RUNNING_VAR = ".running_var";
    private static final int FEW_TENSORS = 4_000; // of files that hold a model among others

    private final String model;
    private final String network;
    private final Map<String, CompiledParameter> parameters = new LinkedHashMap<>();

    /** @param network a hash of what the model computes; empty if it has none */
    WeightsFile(String model, String network, Iterable<CompiledParameter> parameters) {
        this.model = model;
        this.network = network;
        for (CompiledParameter parameter : parameters) {
            this.parameters.put(parameter.name(), parameter);
        }
    }

    void write(Path file) {
        writer().write(file);
    }

    void write(OutputStream out) {
        writer().write(out);
    }

    private SafetensorsWriter writer() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt"); // PyTorch's libraries ask for it
        if (!network.isEmpty()) {
            writer.metadata(NETWORK, network);
        }
        parameters.forEach((name, parameter) -> {
            writer.floats(name, parameter.shape(), parameter::values);
            String count = count(name);
            if (count != null) {
                writer.longs(count, new int[0], parameter.batchesTracked());
            }
        });
        return writer;
    }

    Load.Match restore(Path file, Load load) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, maxTensors())) {
            return restore(reader, load);
        }
    }

    Load.Match restore(InputStream in, Load load) {
        return restore(SafetensorsReader.of(in, maxTensors()), load);
    }

    Load.Match restore(ByteBuffer bytes, Load load) {
        return restore(SafetensorsReader.of(bytes, maxTensors()), load);
    }

    /** How many tensors a file may have, so that what a hostile one takes follows from the model. */
    private int maxTensors() {
        return FEW_TENSORS + 4 * parameters.size();
    }

    /**
     * Reads parameters, or leaves all as they are.
     *
     * @throws dev.nervure.runtime.WeightsFileException if the file is damaged, or its tensors do not fit
     */
    private Load.Match restore(SafetensorsReader reader, Load load) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (CompiledParameter parameter : parameters.values()) {
            shapes.put(parameter.name(), parameter.shape());
        }
        Load.Match match = reader.match(shapes, load);
        requireNetwork(reader, load);
        Map<String, String> wanted = new LinkedHashMap<>(); // the names in the file, and the parameters'
        for (Map.Entry<String, String> entry : match.names().entrySet()) {
            wanted.put(entry.getValue(), entry.getKey());
        }
        Map<String, String> counts = counts(reader, load, match);
        Map<CompiledParameter, float[]> values = new LinkedHashMap<>();
        Map<CompiledParameter, Long> batches = new LinkedHashMap<>();
        for (String inFile : reader.tensors().keySet()) { // in the order of the data, as a stream needs it
            String name = wanted.get(inFile);
            String counted = counts.get(inFile);
            if (name != null) {
                values.put(parameter(name), reader.floats(inFile));
            } else if (counted != null) {
                batches.put(parameter(counted), batches(reader, inFile));
            }
        }
        reader.finish();
        for (Map.Entry<CompiledParameter, float[]> read : values.entrySet()) {
            read.getKey().set(read.getValue());
            read.getKey().batchesTracked(batches.getOrDefault(read.getKey(), 0L));
        }
        return match;
    }

    /** The counts of batches of the parameters that are read: their names in the file, and those of the parameters. */
    private static Map<String, String> counts(SafetensorsReader reader, Load load, Load.Match match) {
        Map<String, String> parameterOf = new LinkedHashMap<>();
        for (String name : match.names().keySet()) {
            String count = count(name);
            if (count != null) {
                parameterOf.put(count, name);
            }
        }
        Map<String, String> counts = new LinkedHashMap<>();
        for (String inFile : reader.tensors().keySet()) {
            String parameter = parameterOf.get(load.rename(inFile));
            if (parameter != null) {
                counts.put(inFile, parameter);
            }
        }
        return counts;
    }

    private static long batches(SafetensorsReader reader, String name) {
        long[] values = reader.longs(name);
        if (values.length != 1 || values[0] < 0) {
            throw reader.error("tensor '" + name + "' is not one count of batches");
        }
        return values[0];
    }

    private CompiledParameter parameter(String name) {
        CompiledParameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(name);
        }
        return parameter;
    }

    private void requireNetwork(SafetensorsReader reader, Load load) {
        String found = reader.metadata().getOrDefault(NETWORK, network);
        if (!load.isOfAnyNetwork() && !network.isEmpty() && !found.equals(network)) {
            throw reader.error("was saved by a network that computes something else than " + model
                    + ": the parameters fit, but layers differ in kind, order or attributes. If that is meant, load it with"
                    + " Load.strict().ofAnyNetwork()");
        }
    }

    /** Under what name PyTorch keeps the count of batches of a running variance; null for other parameters. */
    private static @Nullable String count(String name) {
        return name.endsWith(RUNNING_VAR)
                ? name.substring(0, name.length() - RUNNING_VAR.length()) + SafetensorsReader.BATCHES_TRACKED
                : null;
    }
}
