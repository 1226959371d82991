package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run does to a folder that TensorBoard reads: {@code tensorboard --logdir runs}. Loss and learning rate of
 * every few batches; loss, metrics and norms of the gradient of every epoch, in training and in validation; histograms of
 * each parameter that is trained, after every epoch. Steps are batches.
 *
 * <pre>{@code
 * Trainer.of(model).listener(TensorBoard.to(Path.of("runs/first"))).fit(train);
 * }</pre>
 *
 * <p>Source of the format: {@code event.proto} and {@code summary.proto} of TensorFlow, records as in its {@code
 * RecordWriter}.
 */
public final class TensorBoard implements TrainingListener {
    private static final int EVERY = 10; // batches

    private final Path folder;
    private int every = EVERY;
    private long batches;
    private @Nullable EventFile file;
    private @Nullable TrainingProgress progress;

    private TensorBoard(Path folder) {
        this.folder = folder;
    }

    /**
     * A listener that writes event files.
     *
     * @param folder the folder of this run, made if it is not there; TensorBoard calls the run after it
     * @return a listener, for one call of {@link Trainer#fit} at a time
     */
    public static TensorBoard to(Path folder) {
        return new TensorBoard(folder);
    }

    /**
     * Sets how many batches there are from one value of the loss to the next; 10 if not called.
     *
     * @param batches at least 1
     * @return this listener
     * @throws IllegalArgumentException if it is less than 1
     */
    public TensorBoard every(int batches) {
        this.every = Checks.positive("every", batches);
        return this;
    }

    /** @throws UncheckedIOException if the folder or the file cannot be made */
    @Override
    public void onStart(TrainingProgress progress) {
        this.progress = progress;
        this.batches = 0;
        try {
            Files.createDirectories(folder);
            close();
            file = EventFile.in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onBatch(TrainingProgress progress) {
        if (batches++ % every == 0) {
            write(event ->
                    event.scalar("batch/loss", progress.loss()).scalar("batch/learning_rate", progress.learningRate()));
        }
    }

    @Override
    public void onEpoch(TrainingHistory.Epoch epoch) {
        TrainingProgress now = progress;
        if (now == null) {
            return;
        }
        Map<String, Double> norms = now.gradientNorms();
        write(event -> {
            scores(event, "training", epoch.training());
            if (epoch.validation() != null) {
                scores(event, "validation", epoch.validation());
            }
            event.scalar("training/gradient_norm", epoch.gradientNorm());
            norms.forEach((parameter, norm) -> event.scalar("gradient_norm/" + parameter, norm));
            histograms(event, now.model);
        });
    }

    @Override
    public void onDiverged(TrainingDivergedException exception) {
        close();
    }

    @Override
    public void onEnd(TrainingHistory history) {
        close();
    }

    private static void scores(EventFile.Event event, String part, Evaluation scores) {
        event.scalar(part + "/loss", scores.loss());
        scores.metrics().forEach((name, value) -> event.scalar(part + "/" + name, value));
    }

    private static void histograms(EventFile.Event event, Model model) {
        for (Parameter parameter : model.weights()) {
            if (parameter.trainable()) {
                event.histogram(parameter.name(), parameter.values());
            }
        }
    }

    private void write(Consumer<EventFile.Event> content) {
        if (file != null) {
            EventFile.Event event = new EventFile.Event(batches);
            content.accept(event);
            try {
                file.write(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                file = null;
            }
        }
    }
}
