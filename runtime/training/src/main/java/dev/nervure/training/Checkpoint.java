package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training run as one safetensors file: weights, what the optimiser remembers of them, the best weights so far, and as
 * metadata where the run stands. Written whole or not at all, read whole or not at all.
 */
final class Checkpoint {
    private static final String STEPS = "nervure.steps";
    private static final String SAMPLES = "nervure.samples";
    private static final String BEST_LOSS = "nervure.best_loss";
    private static final String BEST_EPOCH = "nervure.best_epoch";
    private static final String HISTORY = "nervure.history";
    private static final String SEED = "nervure.seed";
    private static final String OPTIMIZER = "nervure.optimizer";

    private final Weights weights;
    private final Map<Parameter, Storage[]> memory;
    private final @Nullable Snapshot best;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** @param best null where early stopping does not ask for the best weights */
    Checkpoint(Weights weights, Learner learner, @Nullable Snapshot best, Optimizer optimizer, long seed) {
        this.weights = weights;
        this.memory = learner.memory();
        this.best = best;
        settings.put(SEED, Long.toString(seed));
        settings.put(OPTIMIZER, optimizer.getClass().getSimpleName());
    }

    void write(Path file, TrainingState state) {
        SafetensorsWriter writer = new SafetensorsWriter();
        settings.forEach(writer::metadata);
        writer.metadata(STEPS, Long.toString(state.steps))
                .metadata(SAMPLES, Long.toString(state.samples))
                .metadata(BEST_LOSS, Double.toString(state.bestLoss))
                .metadata(BEST_EPOCH, Integer.toString(state.bestEpoch))
                .metadata(HISTORY, new TrainingHistory(state.history).toCsv());
        parts().forEach((name, part) -> writer.floats(name, part.parameter.shape(), () -> part.read()));
        writer.write(file);
    }

    /** @throws WeightsFileException if the file is damaged, no checkpoint, or of another network or training */
    void read(Path file, TrainingState state) {
        Map<String, Part> parts = parts();
        Map<Part, float[]> values = new LinkedHashMap<>();
        Map<String, String> metadata;
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            metadata = reader.metadata();
            settings.forEach((name, own) -> {
                String found = required(name, metadata, file);
                if (!found.equals(own)) {
                    throw new WeightsFileException(
                            file,
                            "the checkpoint was made with " + name.substring(name.indexOf('.') + 1) + " " + found
                                    + ", this trainer has " + own);
                }
            });
            Map<String, int[]> shapes = new LinkedHashMap<>();
            parts.forEach((name, part) -> shapes.put(name, part.parameter.shape()));
            reader.require(shapes);
            parts.forEach((name, part) -> values.put(part, reader.floats(name)));
        }
        state.steps = Long.parseLong(required(STEPS, metadata, file));
        state.samples = Long.parseLong(required(SAMPLES, metadata, file));
        state.bestLoss = Double.parseDouble(required(BEST_LOSS, metadata, file));
        state.bestEpoch = Integer.parseInt(required(BEST_EPOCH, metadata, file));
        state.history.addAll(TrainingHistory.parseCsv(required(HISTORY, metadata, file)));
        values.forEach((part, read) -> part.storage.write(read));
    }

    private static String required(String name, Map<String, String> metadata, Path file) {
        String value = metadata.get(name);
        if (value == null) {
            throw new WeightsFileException(file, "is no checkpoint of a training run: it has no '" + name + "'");
        }
        return value;
    }

    /** One array of the file. */
    private record Part(Parameter parameter, Storage storage) {
        float[] read() {
            float[] values = new float[parameter.size()];
            storage.read(values);
            return values;
        }
    }

    private Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Parameter parameter : weights) {
            parts.put("weights." + parameter.name(), new Part(parameter, Internals.storage(parameter)));
            if (best != null) {
                parts.put("best." + parameter.name(), new Part(parameter, best.of(parameter)));
            }
            Storage[] remembered = memory.getOrDefault(parameter, new Storage[0]);
            for (int i = 0; i < remembered.length; i++) {
                parts.put("optimizer." + i + "." + parameter.name(), new Part(parameter, remembered[i]));
            }
        }
        return parts;
    }
}
