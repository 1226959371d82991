package dev.nervure.runtime.generated;

import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.WeightsFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as safetensors, under PyTorch's names and in its layouts. Beside the statistics of a batch norm PyTorch also
 * keeps a count of batches; it is carried from file to file, so that PyTorch finds all that it looks for.
 */
final class Safetensors {
    private static final String RUNNING_VAR = ".running_var";

    private Safetensors() {}

    /** Writes all parameters: the whole file or nothing. */
    static void write(Path file, Iterable<CompiledParameter> parameters) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt"); // PyTorch's libraries ask for it
        for (CompiledParameter parameter : parameters) {
            writer.floats(parameter.name(), parameter.shape(), parameter::values);
            String count = batchesTracked(parameter);
            if (count != null) {
                writer.integer(count, parameter.batchesTracked());
            }
        }
        writer.write(file);
    }

    /**
     * Reads all parameters, or leaves them as they are.
     *
     * @throws WeightsFileException if the file is damaged, or its tensors are not exactly the parameters
     */
    static void restore(Path file, Iterable<CompiledParameter> parameters) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (CompiledParameter parameter : parameters) {
            shapes.put(parameter.name(), parameter.shape());
        }
        Map<CompiledParameter, float[]> values = new LinkedHashMap<>();
        Map<CompiledParameter, Long> counts = new LinkedHashMap<>();
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            reader.require(shapes);
            for (CompiledParameter parameter : parameters) {
                values.put(parameter, reader.floats(parameter.name()));
                String count = batchesTracked(parameter);
                if (count != null) {
                    counts.put(parameter, reader.has(count) ? reader.integer(count) : 0);
                }
            }
        }
        for (Map.Entry<CompiledParameter, float[]> read : values.entrySet()) {
            read.getKey().set(read.getValue());
        }
        for (Map.Entry<CompiledParameter, Long> read : counts.entrySet()) {
            read.getKey().batchesTracked(read.getValue());
        }
    }

    private static @Nullable String batchesTracked(CompiledParameter parameter) {
        String name = parameter.name();
        return name.endsWith(RUNNING_VAR)
                ? name.substring(0, name.length() - RUNNING_VAR.length()) + SafetensorsReader.BATCHES_TRACKED
                : null;
    }
}
