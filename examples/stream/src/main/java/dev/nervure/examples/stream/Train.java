package dev.nervure.examples.stream;

import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;

/** Learns the weights that this example carries: {@code heart.safetensors}. */
public final class Train {
    /** The readings of a sample: two seconds. */
    static final int LENGTH = 720;

    private static final int APART = 240; // between the beginnings of samples
    private static final int EPOCHS = 60;
    private static final int SOON = 22; // readings after a beat's middle at which it should still be said: 60 ms

    private Train() {}

    public static void main(String[] args) {
        HeartModel model = HeartModel.create(1);
        fit(model, Recording.load().first(), EPOCHS, ConsoleProgress.create());
        model.save(Path.of(args[0]));
    }

    static void fit(HeartModel model, Recording recording, int epochs, TrainingListener listener) {
        float[] targets = targets(recording);
        int samples = (targets.length - LENGTH) / APART + 1;
        Trainer.of(model)
                .optimizer(Optimizers.adamW(1e-2f))
                .schedule(Schedule.cosine().warmUp(20))
                .clipNorm(1f)
                .batchSize(16)
                .epochs(epochs)
                .seed(1)
                .listener(listener)
                .fit(Dataset.of(
                        samples,
                        i -> Sample.of(
                                Arrays.copyOfRange(recording.millivolts(), i * APART, i * APART + LENGTH),
                                Arrays.copyOfRange(targets, i * APART, i * APART + LENGTH))));
    }

    /** 1 from the middle of a beat on, for a short while. */
    private static float[] targets(Recording recording) {
        float[] targets = new float[recording.millivolts().length];
        for (int beat : Beats.of(recording)) {
            Arrays.fill(targets, beat, Math.min(targets.length, beat + SOON), 1);
        }
        return targets;
    }
}
