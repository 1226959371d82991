package dev.nervure.training;

import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training run as one safetensors file: weights, what the optimiser remembers of them, the best weights so far, and as
 * metadata where the run stands. Written whole or not at all, read whole or not at all. A checksum covers all of it, because
 * a digit that has changed in a weight or a count would otherwise train on without a word.
 */
final class Checkpoint {
    private static final String STEPS = "nervure.steps";
    private static final String SAMPLES = "nervure.samples";
    private static final String BEST_LOSS = "nervure.best_loss";
    private static final String BEST_EPOCH = "nervure.best_epoch";
    private static final String HISTORY = "nervure.history";
    private static final String SEED = "nervure.seed";
    private static final String OPTIMIZER = "nervure.optimizer";
    private static final String BATCH_SIZE = "nervure.batch_size"; // of a step
    private static final String NETWORK = "nervure.network";
    private static final String DECISIVE = "nervure.early_stopping"; // the score that it looks at

    /** Characters of the history: of some hundred thousand epochs. What is longer could not be read again. */
    private static final int LONGEST_HISTORY = 32_000_000;

    /** What a header may hold besides its tensors, counted in tensors of a kilobyte. */
    private static final int ROOM_FOR_HISTORY = 2 * LONGEST_HISTORY / 1_000; // lines end in six characters of JSON

    private final Model model;
    private final Map<Parameter, Storage[]> memory;
    private final @Nullable Snapshot best;
    private final @Nullable WeightAverage average;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** @param best null where early stopping does not ask for the best weights */
    Checkpoint(
            Model model,
            Learner learner,
            @Nullable Snapshot best,
            @Nullable WeightAverage average,
            Optimizer optimizer,
            long seed,
            int batchSize,
            String decisive) {
        this.model = model;
        this.memory = learner.memory();
        this.best = best;
        this.average = average;
        settings.put(SEED, Long.toString(seed));
        settings.put(OPTIMIZER, optimizer.getClass().getSimpleName());
        settings.put(BATCH_SIZE, Integer.toString(batchSize));
        settings.put(NETWORK, Internals.network(model));
        settings.put(DECISIVE, decisive.isEmpty() ? "loss" : decisive);
    }

    void write(Path file, TrainingState state) {
        String history = new TrainingHistory(state.history).toCsv();
        if (history.length() > LONGEST_HISTORY) {
            throw new WeightsFileException(
                    file,
                    "cannot be written: the history of " + state.epochs() + " epochs is too long for a checkpoint");
        }
        SafetensorsWriter writer = new SafetensorsWriter().withChecksum();
        settings.forEach(writer::metadata);
        writer.metadata(STEPS, Long.toString(state.steps))
                .metadata(SAMPLES, Long.toString(state.samples))
                .metadata(BEST_LOSS, Double.toString(state.bestLoss))
                .metadata(BEST_EPOCH, Integer.toString(state.bestEpoch))
                .metadata(HISTORY, history);
        parts().forEach((name, part) -> writer.floats(name, part.parameter().shape(), part::read));
        writer.write(file);
    }

    /**
     * Changes the model, the optimiser's memory and {@code state} to what the file says, or nothing.
     *
     * @throws WeightsFileException if the file is damaged, no checkpoint, or of another network or
     *     training
     */
    void read(Path file, TrainingState state) {
        Map<String, SavedPart> parts = parts();
        Map<SavedPart, float[]> values = new LinkedHashMap<>();
        TrainingState found;
        try (SafetensorsReader reader = SafetensorsReader.open(file, ROOM_FOR_HISTORY + 2 * parts.size())) {
            text(reader, SEED); // says of a file of weights what it is, and not that it has no checksum
            reader.verify();
            settings.forEach((name, own) -> requireEqual(reader, name, own));
            requireSameStopping(reader);
            found = state(reader);
            reader.match(SavedPart.shapes(parts), Load.strict());
            parts.forEach((name, part) -> values.put(part, reader.floats(name)));
        }
        state.become(found);
        values.forEach((part, read) -> part.storage().write(read));
    }

    private static void requireEqual(SafetensorsReader reader, String name, String own) {
        String found = text(reader, name);
        if (found.equals(own)) {
            return;
        }
        throw reader.error(
                name.equals(NETWORK)
                        ? "the checkpoint is of a network that computes something else"
                        : "the checkpoint was made with " + name.substring(name.indexOf('.') + 1) + " " + cut(found)
                                + ", this trainer has " + own);
    }

    /** Early stopping goes on from the best weights so far, which only a run with early stopping keeps. */
    private void requireSameStopping(SafetensorsReader reader) {
        boolean found = reader.tensors().keySet().stream().anyMatch(name -> name.startsWith("best."));
        if (found != (best != null)) {
            throw reader.error("the checkpoint was made " + (found ? "with" : "without")
                    + " earlyStopping, and this trainer has " + (found ? "none" : "it"));
        }
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static String text(SafetensorsReader reader, String name) {
        String value = reader.metadata().get(name);
        if (value == null) {
            throw reader.error("is no checkpoint of a training run: it has no '" + name + "'");
        }
        return value;
    }

    private static TrainingState state(SafetensorsReader reader) {
        TrainingState state = new TrainingState();
        state.steps = count(reader, STEPS, Long.MAX_VALUE);
        state.samples = count(reader, SAMPLES, Long.MAX_VALUE);
        state.history.addAll(history(reader));
        state.bestEpoch = (int) count(reader, BEST_EPOCH, state.history.size());
        try {
            state.bestLoss = Double.parseDouble(text(reader, BEST_LOSS));
        } catch (NumberFormatException e) {
            throw wrong(reader, BEST_LOSS);
        }
        if (Double.isNaN(state.bestLoss)) {
            throw wrong(reader, BEST_LOSS);
        }
        return state;
    }

    private static long count(SafetensorsReader reader, String name, long most) {
        try {
            long count = Long.parseLong(text(reader, name));
            if (count >= 0 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(reader, name);
    }

    private static List<TrainingHistory.Epoch> history(SafetensorsReader reader) {
        try {
            List<TrainingHistory.Epoch> epochs = TrainingHistory.parseCsv(text(reader, HISTORY));
            for (int i = 0; i < epochs.size(); i++) {
                if (epochs.get(i).number() != i + 1) {
                    throw wrong(reader, HISTORY);
                }
            }
            return epochs;
        } catch (IllegalArgumentException e) {
            throw wrong(reader, HISTORY);
        }
    }

    private static RuntimeException wrong(SafetensorsReader reader, String name) {
        return reader.error("what it says as '" + name + "' is not what a training run has written");
    }

    private Map<String, SavedPart> parts() {
        Map<String, SavedPart> parts = SavedPart.of(model, memory);
        if (best != null) {
            for (Parameter parameter : model.weights()) {
                parts.put("best." + parameter.name(), new SavedPart(parameter, best.of(parameter)));
            }
        }
        if (average != null) {
            average.means()
                    .forEach((parameter, mean) ->
                            parts.put("average." + parameter.name(), new SavedPart(parameter, mean)));
        }
        return parts;
    }
}
