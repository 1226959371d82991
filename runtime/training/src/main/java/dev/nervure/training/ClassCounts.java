package dev.nervure.training;

import java.util.stream.IntStream;

/**
 * For each label how often it was predicted, how often it was true, and how often both. Precision is the share of
 * predictions that are true, recall the share of what is true that is predicted, F1 = 2·P·R / (P + R); each is 0 where
 * its divisor is, as in scikit-learn.
 */
final class ClassCounts {
    static final int PREDICTED = 0;
    static final int TRUE = 1;
    static final int BOTH = 2;
    static final int SUMS = 3; // of each label

    private final double[] sums;
    private final int labels;

    /** @param sums {@code [labels][predicted, true, both]} */
    ClassCounts(double[] sums) {
        this.sums = sums;
        this.labels = sums.length / SUMS;
    }

    /** A figure made of counts. */
    enum Figure {
        PRECISION,
        RECALL,
        F1;

        double of(double predicted, double is, double both) {
            return switch (this) {
                case PRECISION -> share(both, predicted);
                case RECALL -> share(both, is);
                case F1 -> share(2 * both, predicted + is);
            };
        }
    }

    /** The figure of one label. */
    double of(Figure figure, int label) {
        int at = label * SUMS;
        return figure.of(sums[at + PREDICTED], sums[at + TRUE], sums[at + BOTH]);
    }

    /** The figure over labels. Labels that are neither predicted nor true do not count. */
    double of(Figure figure, Average average) {
        return switch (average) {
            case MACRO -> {
                double[] all = seen().mapToDouble(label -> of(figure, label)).toArray();
                yield share(
                        IntStream.range(0, all.length).mapToDouble(i -> all[i]).sum(), all.length);
            }
            case MICRO -> figure.of(total(PREDICTED), total(TRUE), total(BOTH));
            case WEIGHTED ->
                share(
                        seen().mapToDouble(label -> of(figure, label) * sums[label * SUMS + TRUE])
                                .sum(),
                        total(TRUE));
        };
    }

    private IntStream seen() {
        return IntStream.range(0, labels)
                .filter(label -> sums[label * SUMS + PREDICTED] + sums[label * SUMS + TRUE] > 0);
    }

    private double total(int which) {
        return IntStream.range(0, labels)
                .mapToDouble(label -> sums[label * SUMS + which])
                .sum();
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
