package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics, added up sample by sample. */
final class Scores {
    /** One thread's sums. */
    static final class Sums {
        private final double[][] ofMetrics;
        private double loss;
        private long samples;

        private Sums(Metric.Meter[] meters) {
            ofMetrics = new double[meters.length][];
            for (int m = 0; m < meters.length; m++) {
                ofMetrics[m] = new double[meters[m].sums()];
            }
        }

        void clear() {
            for (double[] sums : ofMetrics) {
                Arrays.fill(sums, 0);
            }
            loss = 0;
            samples = 0;
        }

        private void add(Sums more) {
            for (int m = 0; m < ofMetrics.length; m++) {
                for (int i = 0; i < ofMetrics[m].length; i++) {
                    ofMetrics[m][i] += more.ofMetrics[m][i];
                }
            }
            loss += more.loss;
            samples += more.samples;
        }
    }

    private static final String TAKEN = "epoch|loss|validation_.*|learning_rate|gradient_norm|seconds";

    private final String[] names;
    private final Metric.Meter[] meters;

    Scores(Model model, List<Metric> metrics) {
        names = metrics.stream().map(Metric::name).toArray(String[]::new);
        meters = metrics.stream().map(metric -> metric.meter(model)).toArray(Metric.Meter[]::new);
        for (int m = 0; m < names.length; m++) {
            if (!names[m].matches("[\\w.-]+") || names[m].matches(TAKEN)) {
                throw new IllegalArgumentException("a metric's name has letters, digits, '_', '.' and '-', and is none "
                        + "that the history uses itself, got '" + names[m] + "'");
            }
            if (List.of(names).indexOf(names[m]) < m) {
                throw new IllegalArgumentException("two metrics named '" + names[m] + "'");
            }
        }
    }

    Sums newSums() {
        return new Sums(meters);
    }

    void add(Activations a, int n, double meanLoss, Sums sums) {
        for (int m = 0; m < meters.length; m++) {
            meters[m].add(a, n, sums.ofMetrics[m]);
        }
        sums.loss += meanLoss * n;
        sums.samples += n;
    }

    /** The scores of all threads, in their order. */
    Evaluation total(List<Sums> threads) {
        Sums all = newSums();
        threads.forEach(all::add);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int m = 0; m < meters.length; m++) {
            metrics.put(names[m], meters[m].value(all.ofMetrics[m]));
        }
        return new Evaluation(all.loss / all.samples, metrics);
    }
}
