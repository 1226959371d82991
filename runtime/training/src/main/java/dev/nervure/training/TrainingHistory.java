package dev.nervure.training;

import dev.nervure.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How training went, epoch by epoch. */
public final class TrainingHistory {
    static final String VALIDATION = "validation_";

    private final List<Epoch> epochs;
    private final Choice choice;
    private final Run run;

    TrainingHistory(List<Epoch> epochs) {
        this(epochs, new Choice(0, false, "", false), Run.UNKNOWN);
    }

    TrainingHistory(List<Epoch> epochs, Choice choice, Run run) {
        this.epochs = List.copyOf(epochs);
        this.choice = choice;
        this.run = run;
    }

    /**
     * What early stopping did.
     *
     * @param epoch the epoch whose weights it put back; 0 if the weights are those of the last epoch
     * @param stopped whether training ended before its last epoch
     * @param metric the score that it looked at; empty for the loss
     * @param rising whether a larger score is better
     */
    record Choice(int epoch, boolean stopped, String metric, boolean rising) {
        String score() {
            return metric.isEmpty() ? "loss" : metric;
        }
    }

    /**
     * One epoch.
     *
     * @param number from 1
     * @param training loss and metrics on the training samples, each at the time of its batch
     * @param validation loss and metrics on the validation samples after the epoch; null without them
     * @param learningRate at the last step
     * @param gradientNorm the mean norm of the gradients, before clipping, of every step with clipping, otherwise of
     *     every eighth
     * @param seconds with validation
     */
    public record Epoch(
            int number,
            Evaluation training,
            @Nullable Evaluation validation,
            double learningRate,
            double gradientNorm,
            double seconds) {
        /**
         * The mean loss on the training samples.
         *
         * @return the loss of {@link #training}
         */
        public double loss() {
            return training.loss();
        }
    }

    /**
     * All epochs of the run, with those before a resume.
     *
     * @return the epochs in order
     */
    public List<Epoch> epochs() {
        return epochs;
    }

    /**
     * The last epoch.
     *
     * @return the last of {@link #epochs}
     */
    public Epoch last() {
        return epochs.get(epochs.size() - 1);
    }

    /**
     * The epoch with the lowest loss, on the validation samples if there are any. With early stopping it is the epoch
     * whose weights the model has: the best by the score that it looks at, where an improvement by less than the smallest
     * does not count.
     *
     * @return one of {@link #epochs}
     */
    public Epoch best() {
        if (choice.epoch > 0) {
            return epochs.get(choice.epoch - 1);
        }
        Epoch best = epochs.get(0);
        for (Epoch epoch : epochs) {
            if (EarlyStopping.of(epoch, "") < EarlyStopping.of(best, "")) {
                best = epoch;
            }
        }
        return best;
    }

    /**
     * Whether early stopping ended training before its last epoch.
     *
     * @return false also if there was no early stopping
     */
    public boolean stoppedEarly() {
        return choice.stopped;
    }

    /** What early stopping did, in a sentence; empty without it. */
    Optional<String> ending() {
        if (choice.epoch == 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%sthe %s%s was %s in epoch %d, %.4g; the weights are those of that epoch",
                choice.stopped ? "stopped after epoch " + last().number() + ": " : "",
                last().validation() == null ? "" : "validation ",
                choice.score(),
                choice.rising ? "highest" : "lowest",
                choice.epoch,
                EarlyStopping.of(best(), choice.metric)));
    }

    /**
     * A table of all epochs as comma-separated values.
     *
     * @return a line of names, then one line for each epoch; a value that was not measured in an epoch, before a resume
     *     with other metrics, is left empty
     */
    public String toCsv() {
        List<Map<String, Number>> rows = rows();
        StringBuilder csv = new StringBuilder();
        for (Map<String, Number> row : rows) {
            if (csv.length() == 0) {
                csv.append(String.join(",", columns(rows))).append('\n');
            }
            csv.append(columns(rows).stream()
                            .map(column ->
                                    row.containsKey(column) ? row.get(column).toString() : "")
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /**
     * Writes {@link #toCsv} in UTF-8, the whole file or nothing.
     *
     * @param file the file to write or to replace
     * @throws IOException if it cannot be written; a file that was there before is unchanged
     */
    public void saveCsv(Path file) throws IOException {
        AtomicFile.write(file, toCsv());
    }

    /**
     * A page that says how the network was trained and how that ended, with charts of loss, metrics, gradient norms and,
     * step by step, the learning rate, and a table of all epochs.
     *
     * @return an HTML document that loads no other file
     */
    public String toHtml() {
        return HistoryPage.of(this, run, rows());
    }

    /**
     * Writes {@link #toHtml} in UTF-8, the whole file or nothing.
     *
     * @param file the file to write or to replace
     * @throws IOException if it cannot be written; a file that was there before is unchanged
     */
    public void saveHtml(Path file) throws IOException {
        AtomicFile.write(file, toHtml());
    }

    private List<Map<String, Number>> rows() {
        return epochs.stream().map(TrainingHistory::row).toList();
    }

    /** The names of all values: epochs after a resume may have others than those before. */
    static Set<String> columns(List<Map<String, Number>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return columns;
    }

    private static Map<String, Number> row(Epoch epoch) {
        Map<String, Number> row = new LinkedHashMap<>();
        row.put("epoch", epoch.number);
        put("", epoch.training, row);
        if (epoch.validation != null) {
            put(VALIDATION, epoch.validation, row);
        }
        row.put("learning_rate", epoch.learningRate);
        row.put("gradient_norm", epoch.gradientNorm);
        row.put("seconds", epoch.seconds);
        return row;
    }

    private static void put(String prefix, Evaluation scores, Map<String, Number> row) {
        row.put(prefix + "loss", scores.loss());
        scores.metrics().forEach((name, value) -> row.put(prefix + name, value));
    }

    /** Reads what {@link #toCsv} wrote. */
    static List<Epoch> parseCsv(String csv) {
        List<String> lines = csv.lines().toList();
        List<Epoch> epochs = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] names = lines.get(0).split(",", -1);
            String[] values = line.split(",", -1);
            if (values.length != names.length) {
                throw new IllegalArgumentException(names.length + " columns, but " + values.length + " values");
            }
            Map<String, Double> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                if (!values[i].isEmpty()) {
                    row.put(names[i], Double.valueOf(values[i]));
                }
            }
            epochs.add(epoch(row));
        }
        return epochs;
    }

    private static Epoch epoch(Map<String, Double> row) {
        int number = take(row, "epoch").intValue();
        double learningRate = take(row, "learning_rate");
        double gradientNorm = take(row, "gradient_norm");
        double seconds = take(row, "seconds");
        double loss = take(row, "loss");
        Double validationLoss = row.remove(VALIDATION + "loss");
        Map<String, Double> training = new LinkedHashMap<>();
        Map<String, Double> validation = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (name.startsWith(VALIDATION)) {
                validation.put(name.substring(VALIDATION.length()), value);
            } else {
                training.put(name, value);
            }
        });
        return new Epoch(
                number,
                new Evaluation(loss, training),
                validationLoss == null ? null : new Evaluation(validationLoss, validation),
                learningRate,
                gradientNorm,
                seconds);
    }

    private static Double take(Map<String, Double> row, String name) {
        Double value = row.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("no column '" + name + "'");
        }
        return value;
    }
}
