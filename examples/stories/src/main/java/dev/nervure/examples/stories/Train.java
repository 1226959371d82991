package dev.nervure.examples.stories;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Precision;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns pieces and weights: {@code folder epochs}, or goes on where it was stopped. Each epoch takes some 16 seconds of one core.
 */
public final class Train {
    /** The tokens of a sample. */
    static final int LENGTH = 256;

    private static final int SAMPLES = 1000; // an epoch

    private Train() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Vocabulary vocabulary = BytePairs.learn(Austen.train(), Story.TOKENS);
        vocabulary.write(folder.resolve(Austen.PIECES));
        learn(vocabulary, Integer.parseInt(args[1]), SAMPLES, folder, ConsoleProgress.create());
    }

    /** Learns the weights, and saves them in 16 bits. */
    static void learn(Vocabulary vocabulary, int epochs, int samples, Path folder, TrainingListener listener)
            throws IOException {
        StoryModel model = StoryModel.create(1);
        // A table of large values would make the first logits large, since it is read at both ends.
        Parameter table = model.weights().get("model.embed_tokens.weight");
        float[] values = table.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.1f;
        }
        table.set(values);
        Path checkpoint = folder.resolve("austen.checkpoint");
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adamW(3e-3f))
                .schedule(Schedule.constant().warmUp(100))
                .averageWeights(0.997f) // instead of a rate that falls, so that any epoch may be the last
                .clipNorm(1f)
                .batchSize(8)
                .epochs(epochs)
                .seed(1)
                .validation(unseen(vocabulary))
                .checkpoint(checkpoint, 1)
                .listener(listener);
        if (Files.exists(checkpoint)) {
            trainer.resume(checkpoint);
        }
        trainer.fit(train(vocabulary, samples));
        model.withPrecision(Precision.BFLOAT16).save(folder.resolve(Austen.WEIGHTS));
        Files.delete(checkpoint);
    }

    /** Other pieces of text in every epoch. Each begins where a paragraph does. */
    private static Dataset train(Vocabulary vocabulary, int samples) {
        int[] text = text(vocabulary, Austen.train());
        int[] begins = IntStream.range(0, text.length - LENGTH)
                .filter(i -> text[i] == Vocabulary.BEGIN)
                .toArray();
        return Dataset.stream(1, (seed, epoch) -> new Random(31 * seed + epoch)
                        .ints(samples, 0, begins.length)
                        .mapToObj(i -> sample(text, begins[i])))
                .withSize(samples);
    }

    /** Text that is kept from training, piece by piece. */
    static Dataset unseen(Vocabulary vocabulary) {
        int[] text = text(vocabulary, Austen.unseen());
        return Dataset.of((text.length - 1) / LENGTH, i -> sample(text, i * LENGTH));
    }

    /** Tokens, and for each the one that follows. */
    private static Sample sample(int[] text, int at) {
        return Sample.of(Arrays.copyOfRange(text, at, at + LENGTH), Arrays.copyOfRange(text, at + 1, at + LENGTH + 1));
    }

    private static int[] text(Vocabulary vocabulary, List<String> paragraphs) {
        return paragraphs.stream()
                .flatMapToInt(paragraph ->
                        IntStream.concat(IntStream.of(Vocabulary.BEGIN), Arrays.stream(vocabulary.tokens(paragraph))))
                .toArray();
    }
}
