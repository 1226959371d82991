package dev.nervure.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How well a network does on a data set.
 *
 * @param loss the mean over the samples
 * @param metrics by name, in the order in which they were asked for
 */
public record Evaluation(double loss, Map<String, Double> metrics) {
    /**
     * An evaluation with a copy of the metrics.
     *
     * @param loss the mean over the samples
     * @param metrics by name, in the order in which they were asked for
     */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * The metric of that name.
     *
     * @param name the name, such as {@code accuracy}
     * @return its value
     * @throws IllegalArgumentException if it was not measured; the message lists the metrics that there are
     */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no metric '" + name + "'; there are " + metrics.keySet());
        }
        return value;
    }

    /** Such as {@code loss 0.0931  accuracy 97.22 %}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "loss %.4f", loss));
        metrics.forEach((name, value) -> text.append("  ").append(describe(name, value)));
        return text.toString();
    }

    static String describe(String name, double value) {
        return name.endsWith("accuracy")
                ? String.format(Locale.ROOT, "%s %.2f %%", name, 100 * value)
                : String.format(Locale.ROOT, "%s %.4f", name, value);
    }
}
