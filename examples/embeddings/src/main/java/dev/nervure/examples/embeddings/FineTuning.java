package dev.nervure.examples.embeddings;

import dev.nervure.examples.wordpiece.WordPiece;
import dev.nervure.runtime.Parameter;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Metric;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Teaches all-MiniLM-L6-v2 what customers ask about: its last block and a new head learn from 48 questions, and the whole goes
 * out again as ONNX. {@code FineTuning topics.onnx}
 */
final class FineTuning {
    /** Of every fifth question nothing is learnt. */
    private static final int UNSEEN = 5;

    private static final String LAST_BLOCK = "encoder.layer.5.*";
    private static final String HEAD = "topic.*";

    private FineTuning() {}

    /**
     * What came of the training.
     *
     * @param model the model
     * @param history the loss, epoch by epoch
     * @param right the share of unseen questions whose topic it tells
     */
    record Result(TopicsModel model, TrainingHistory history, double right) {}

    public static void main(String[] args) throws IOException {
        Result result = train(true);
        System.out.printf(Locale.ROOT, "right about %.0f %% of questions it never saw%n", 100 * result.right());
        Path file = Path.of(args.length > 0 ? args[0] : "topics.onnx");
        result.model().saveOnnx(file);
        System.out.println("written: " + file);
    }

    /** Trains from the weights of the file; everything before the last block stays as it is. */
    static Result train(boolean loud) throws IOException {
        TopicsModel model = TopicsModel.create(1);
        model.weights().freeze("*");
        model.weights().unfreeze(LAST_BLOCK);
        model.weights().unfreeze(HEAD);
        WordPiece tokenizer = Pieces.tokenizer();
        List<String> seen = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (String line : lines()) {
            List<String> part = (seen.size() + unseen.size()) % UNSEEN == UNSEEN - 1 ? unseen : seen;
            part.add(line);
        }
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adam(3e-4f))
                .batchSize(8)
                .epochs(6)
                .seed(1)
                .metrics(Metric.accuracy());
        TrainingHistory history = loud
                ? trainer.listener(ConsoleProgress.create()).fit(data(seen, tokenizer))
                : trainer.fit(data(seen, tokenizer));
        double right = trainer.evaluate(data(unseen, tokenizer)).metric("accuracy");
        return new Result(model, history, right);
    }

    /** Lines of a topic, 0 to 3, and a question. */
    static List<String> lines() throws IOException {
        try (InputStream file = FineTuning.class.getResourceAsStream("topics.txt");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static Dataset data(List<String> lines, WordPiece tokenizer) {
        List<Pieces> pieces = lines.stream()
                .map(line -> Pieces.of(line.substring(2), tokenizer, Topics.LONGEST))
                .toList();
        return Dataset.columns()
                .ints("pieces", pieces.stream().map(Pieces::numbers).toArray(int[][]::new))
                .ints("mask", pieces.stream().map(Pieces::mask).toArray(int[][]::new))
                .ints("targets", lines.stream().mapToInt(line -> line.charAt(0) - '0').toArray())
                .build();
    }

    /** The names of the parameters that learn. */
    static List<String> learnt(TopicsModel model) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : model.weights()) {
            if (parameter.trainable()) {
                names.add(parameter.name());
            }
        }
        return names;
    }
}
