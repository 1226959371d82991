package dev.nervure.training;

import dev.nervure.runtime.Activations;
import java.util.Arrays;
import java.util.List;

/** Keeps the predictions of one thread; grows as they come. */
final class PredictionStore implements Pairs.Visitor {
    private static final double[] NO_SUMS = {};

    private final Pairs pairs;
    private float[] outputs = new float[0];
    private float[] targets = new float[0];
    private int[] labels = new int[0];
    private int size;

    PredictionStore(Pairs pairs) {
        this.pairs = pairs;
    }

    void add(Activations a, int n) {
        pairs.visit(a, n, NO_SUMS, this);
    }

    @Override
    public void row(float[] from, float[] wanted, int at, int label, double[] sums) {
        boolean classes = pairs.kind == Pairs.Kind.CLASS;
        int columns = pairs.columns;
        if ((size + 1) * (long) columns > outputs.length) {
            grow(classes);
        }
        System.arraycopy(from, at, outputs, size * columns, columns);
        if (classes) {
            labels[size] = label;
        } else {
            System.arraycopy(wanted, at, targets, size * columns, columns);
        }
        size++;
    }

    private void grow(boolean classes) {
        int rows = Math.max(64, (int) Math.min(Integer.MAX_VALUE / pairs.columns - 8L, size + (size >> 1)));
        if (rows <= size) {
            throw new IllegalStateException("more than " + size + " predictions of " + pairs.columns
                    + " values do not fit into an array: measure fewer samples at once");
        }
        outputs = Arrays.copyOf(outputs, rows * pairs.columns);
        if (classes) {
            labels = Arrays.copyOf(labels, rows);
        } else {
            targets = Arrays.copyOf(targets, rows * pairs.columns);
        }
    }

    void clear() {
        size = 0;
    }

    /** The predictions of all threads, in the order of the threads. */
    static Predictions together(Pairs pairs, List<PredictionStore> stores) {
        PredictionStore all = stores.get(0);
        if (stores.size() > 1) {
            all = new PredictionStore(pairs);
            for (PredictionStore store : stores) {
                for (int i = 0; i < store.size; i++) {
                    all.row(
                            store.outputs,
                            store.targets,
                            i * pairs.columns,
                            pairs.kind == Pairs.Kind.CLASS ? store.labels[i] : 0,
                            NO_SUMS);
                }
            }
        }
        int values = all.size * pairs.columns;
        return pairs.kind == Pairs.Kind.CLASS
                ? new Predictions(
                        pairs,
                        Arrays.copyOf(all.outputs, values),
                        Arrays.copyOf(all.labels, all.size),
                        new float[0],
                        all.size)
                : new Predictions(
                        pairs,
                        Arrays.copyOf(all.outputs, values),
                        new int[0],
                        Arrays.copyOf(all.targets, values),
                        all.size);
    }
}
