package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Losses and metrics: sums over what counts, divided once. */
final class Scores {
    /** One thread's sums. */
    static final class Sums {
        private final double[][] ofMetrics;
        private final LossSums losses;

        private Sums(Metric.Meter[] meters, LossSums losses) {
            this.losses = losses;
            ofMetrics = new double[meters.length][];
            for (int m = 0; m < meters.length; m++) {
                ofMetrics[m] = new double[meters[m].sums()];
            }
        }

        void clear() {
            for (double[] sums : ofMetrics) {
                Arrays.fill(sums, 0);
            }
            losses.clear();
        }

        private void add(Sums more) {
            for (int m = 0; m < ofMetrics.length; m++) {
                for (int i = 0; i < ofMetrics[m].length; i++) {
                    ofMetrics[m][i] += more.ofMetrics[m][i];
                }
            }
            losses.add(more.losses);
        }
    }

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$.-]+");
    private static final String TAKEN = "epoch|loss|validation_.*|learning_rate|gradient_norm|seconds";

    private final String[] names;
    private final Metric.Meter[] meters;
    private final List<LossInfo> losses;

    Scores(Model model, List<Metric> metrics) {
        losses = Internals.losses(model);
        names = names(metrics);
        meters = metrics.stream().map(metric -> metric.meter(model)).toArray(Metric.Meter[]::new);
    }

    private static String[] names(List<Metric> metrics) {
        List<String> plain = metrics.stream().map(Metric::name).toList();
        String[] names = new String[metrics.size()];
        for (int m = 0; m < names.length; m++) {
            String name = plain.get(m);
            boolean several = plain.indexOf(name) < plain.lastIndexOf(name);
            boolean named = metrics.get(m) instanceof Comparison.Made made
                    && !made.between().output().isEmpty();
            names[m] = several && named
                    ? ((Comparison.Made) metrics.get(m)).between().output() + "_" + name
                    : name;
            if (!NAME.matcher(names[m]).matches() || names[m].matches(TAKEN)) {
                throw new IllegalArgumentException("a metric's name has letters, digits, '_', '.' and '-', and is none "
                        + "that the history uses itself, got '" + names[m] + "'");
            }
            if (Arrays.asList(names).indexOf(names[m]) < m) {
                throw new IllegalArgumentException("two metrics named '" + names[m] + "'");
            }
        }
        return names;
    }

    Sums newSums() {
        return new Sums(meters, newLossSums());
    }

    LossSums newLossSums() {
        return new LossSums(losses);
    }

    /** Adds the first {@code n} samples of activations, and the sums of their losses. */
    void add(Activations a, int n, LossSums losses, Sums sums) {
        for (int m = 0; m < meters.length; m++) {
            meters[m].add(a, n, sums.ofMetrics[m]);
        }
        sums.losses.add(losses);
    }

    /** The scores of all threads, in their order. */
    Evaluation total(List<Sums> threads) {
        Sums all = newSums();
        threads.forEach(all::add);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int m = 0; m < meters.length; m++) {
            metrics.put(names[m], meters[m].value(all.ofMetrics[m]));
        }
        return new Evaluation(all.losses.mean(), metrics);
    }
}
