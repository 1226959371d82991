package dev.nervure.training;

import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.generated.Internals;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights and an optimiser's memory as one safetensors file with a checksum: written and read whole or not at all. */
record UpdaterFile(Model model, Optimizer optimizer, Map<String, SavedPart> parts) {
    private static final String STEPS = "nervure.steps";
    private static final String OPTIMIZER = "nervure.optimizer";
    private static final String NETWORK = "nervure.network";

    void write(Path file, long steps) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .withChecksum()
                .metadata(STEPS, Long.toString(steps))
                .metadata(OPTIMIZER, optimizer.getClass().getSimpleName())
                .metadata(NETWORK, Internals.network(model));
        parts.forEach((name, part) -> writer.floats(name, part.parameter().shape(), part::read));
        writer.write(file);
    }

    /** Tensors that a file may have for each that is wanted: another optimiser remembers more of each weight. */
    private static final int ROOM = 8;

    /** Changes the weights and the memory to what the file says, or nothing; returns the number of steps. */
    long read(Path file) {
        Map<SavedPart, float[]> values = new LinkedHashMap<>();
        long steps;
        try (SafetensorsReader reader = SafetensorsReader.open(file, ROOM * parts.size())) {
            steps = steps(reader);
            reader.verify();
            if (!text(reader, NETWORK).equals(Internals.network(model))) {
                throw reader.error("the file is of a network that computes something else");
            }
            String own = optimizer.getClass().getSimpleName();
            if (!text(reader, OPTIMIZER).equals(own)) {
                throw reader.error("the file was made with another optimiser, and this updater has " + own);
            }
            reader.match(SavedPart.shapes(parts), Load.strict());
            parts.forEach((name, part) -> values.put(part, reader.floats(name)));
        }
        values.forEach((part, read) -> part.storage().write(read));
        return steps;
    }

    private static long steps(SafetensorsReader reader) {
        try {
            long steps = Long.parseLong(text(reader, STEPS));
            if (steps >= 0) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw reader.error("what it says as '" + STEPS + "' is no number of steps");
    }

    private static String text(SafetensorsReader reader, String name) {
        String value = reader.metadata().get(name);
        if (value == null) {
            throw reader.error("is no file of an updater: it has no '" + name + "'");
        }
        return value;
    }
}
