package dev.nervure.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How training went, epoch by epoch. */
public final class TrainingHistory {
    static final String VALIDATION = "validation_";

    private final List<Epoch> epochs;

    TrainingHistory(List<Epoch> epochs) {
        this.epochs = List.copyOf(epochs);
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
        /** The training loss. */
        public double loss() {
            return training.loss();
        }
    }

    /** All epochs, in order. */
    public List<Epoch> epochs() {
        return epochs;
    }

    /** The last epoch. */
    public Epoch last() {
        return epochs.get(epochs.size() - 1);
    }

    /** One line an epoch, with a line of names above. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder();
        for (Epoch epoch : epochs) {
            Map<String, Number> row = row(epoch);
            if (csv.length() == 0) {
                csv.append(String.join(",", row.keySet())).append('\n');
            }
            csv.append(row.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /** Writes {@link #toCsv}. */
    public void saveCsv(Path file) throws IOException {
        Files.writeString(file, toCsv());
    }

    /** A page with charts of loss, metrics, learning rate and gradient norms, and a table of all epochs. */
    public String toHtml() {
        return HistoryPage.of(epochs.stream().map(TrainingHistory::row).toList());
    }

    /** Writes {@link #toHtml}: one file, which needs nothing else. */
    public void saveHtml(Path file) throws IOException {
        Files.writeString(file, toHtml());
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
                row.put(names[i], Double.valueOf(values[i]));
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
