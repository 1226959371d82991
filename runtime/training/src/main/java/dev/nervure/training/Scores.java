package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
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
        private final Map<Comparison, PredictionStore> predictions = new LinkedHashMap<>();

        private Sums(Metric.Meter[] meters, LossSums losses) {
            this.losses = losses;
            for (Metric.Meter meter : meters) {
                if (meter instanceof WholeMetric.Keeping keeping) {
                    predictions.computeIfAbsent(keeping.names(), names -> new PredictionStore(keeping.pairs()));
                }
            }
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
            predictions.values().forEach(PredictionStore::clear);
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
    private static final String TAKEN = "epoch|loss|loss_.*|validation_.*|learning_rate|gradient_norm|seconds";

    private final String[] names;
    private final Metric.Meter[] meters;
    private final boolean[] rising;
    private final List<LossInfo> losses;

    /** @param losses those of the model, or the one that is written in Java */
    Scores(Model model, List<Metric> metrics, List<LossInfo> losses) {
        rising = new boolean[metrics.size()];
        for (int m = 0; m < rising.length; m++) {
            rising[m] = metrics.get(m).largerIsBetter();
        }
        this.losses = losses;
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

    /**
     * Whether a larger value of a metric is better.
     *
     * @throws IllegalArgumentException if it is not measured
     */
    boolean largerIsBetter(String metric) {
        int m = Arrays.asList(names).indexOf(metric);
        if (m < 0) {
            throw new IllegalArgumentException("early stopping looks at '" + metric
                    + "', which is not measured; there are " + Arrays.toString(names) + ", and more by metrics(…)");
        }
        return rising[m];
    }

    Sums newSums() {
        return new Sums(meters, newLossSums());
    }

    List<LossInfo> losses() {
        return losses;
    }

    LossSums newLossSums() {
        return new LossSums(losses);
    }

    /** Adds the first {@code n} samples of activations, and the sums of their losses. */
    void add(Activations a, int n, LossSums losses, Sums sums) {
        for (int m = 0; m < meters.length; m++) {
            if (!(meters[m] instanceof WholeMetric.Keeping)) {
                meters[m].add(a, n, sums.ofMetrics[m]);
            }
        }
        sums.predictions.values().forEach(store -> store.add(a, n));
        sums.losses.add(losses);
    }

    /** The scores of all threads, in their order. */
    Evaluation total(List<Sums> threads) {
        Sums all = newSums();
        threads.forEach(all::add);
        Map<Comparison, Predictions> predictions = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (losses.size() > 1) {
            all.losses.means().forEach(metrics::put);
        }
        for (int m = 0; m < meters.length; m++) {
            double value = meters[m] instanceof WholeMetric.Keeping keeping
                    ? keeping.figure()
                            .applyAsDouble(
                                    predictions.computeIfAbsent(keeping.names(), names -> together(keeping, threads)))
                    : meters[m].value(all.ofMetrics[m]);
            metrics.put(names[m], value);
        }
        return new Evaluation(all.losses.mean(), metrics);
    }

    private static Predictions together(WholeMetric.Keeping keeping, List<Sums> threads) {
        return PredictionStore.together(
                keeping.pairs(),
                threads.stream()
                        .map(sums -> sums.predictions.get(keeping.names()))
                        .toList());
    }
}
