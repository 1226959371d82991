package dev.nervure.training;

import java.util.Arrays;

/** Scores of yes, each with whether yes is true, from the highest score down; equal scores are one point. */
final class ScoredLabels {
    private final double[] thresholds;
    private final long[] positives; // up to and with each point
    private final long[] negatives;
    private final int points;

    ScoredLabels(double[] scores, boolean[] yes) {
        // One long for each: a number in the order of the scores, whose last bit says whether it is yes. So scores are
        // equal that differ by less than 2⁻⁵¹ of their size.
        long[] order = new long[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (ordered(scores[i]) & ~1L) | (yes[i] ? 1 : 0);
        }
        Arrays.sort(order);
        thresholds = new double[order.length];
        positives = new long[order.length];
        negatives = new long[order.length];
        int point = -1;
        long p = 0;
        long n = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            if (i == order.length - 1 || order[i] >> 1 != order[i + 1] >> 1) {
                point++;
                thresholds[point] = score(order[i] & ~1L);
            }
            if ((order[i] & 1) == 1) {
                p++;
            } else {
                n++;
            }
            positives[point] = p;
            negatives[point] = n;
        }
        points = point + 1;
    }

    /** A long in the order of the doubles; −0 is 0. */
    private static long ordered(double score) {
        long bits = Double.doubleToLongBits(score + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double score(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }

    private double allPositives() {
        return points == 0 ? 0 : positives[points - 1];
    }

    private double allNegatives() {
        return points == 0 ? 0 : negatives[points - 1];
    }

    /** The share of pairs of a yes and a no in which yes has the higher score; a tie counts half. NaN without either. */
    double rocArea() {
        double area = 0;
        long before = 0;
        long beforeNegatives = 0;
        for (int i = 0; i < points; i++) {
            area += (negatives[i] - beforeNegatives) * ((double) before + positives[i]) / 2;
            before = positives[i];
            beforeNegatives = negatives[i];
        }
        return area / (allPositives() * allNegatives());
    }

    /** Σ (recall − recall before) · precision; 0 without a yes, as in scikit-learn. */
    double averagePrecision() {
        double sum = 0;
        long before = 0;
        for (int i = 0; i < points; i++) {
            sum += (positives[i] - before) * ((double) positives[i] / (positives[i] + negatives[i]));
            before = positives[i];
        }
        return allPositives() == 0 ? 0 : sum / allPositives();
    }

    Curve roc() {
        double[] x = new double[points + 1];
        double[] y = new double[points + 1];
        double[] at = new double[points + 1];
        at[0] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points; i++) {
            x[i + 1] = negatives[i] / allNegatives();
            y[i + 1] = positives[i] / allPositives();
            at[i + 1] = thresholds[i];
        }
        return new Curve("ROC", "false positive rate", "true positive rate", x, y, at, rocArea());
    }

    Curve precisionRecall() {
        double[] x = new double[points + 1];
        double[] y = new double[points + 1];
        double[] at = new double[points + 1];
        y[0] = 1;
        at[0] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points; i++) {
            x[i + 1] = allPositives() == 0 ? 1 : positives[i] / allPositives();
            y[i + 1] = (double) positives[i] / (positives[i] + negatives[i]);
            at[i + 1] = thresholds[i];
        }
        return new Curve("precision and recall", "recall", "precision", x, y, at, averagePrecision());
    }
}
