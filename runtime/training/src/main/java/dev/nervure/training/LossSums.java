package dev.nervure.training;

import dev.nervure.runtime.generated.LossInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code [Σ loss, Σ weight]} of each loss of a network. Sums of parts of a data set are added, and divided once: the mean
 * does not depend on how the set is cut.
 */
final class LossSums {
    private final List<LossInfo> losses;
    private final double[] sums;

    LossSums(List<LossInfo> losses) {
        this.losses = losses;
        this.sums = new double[2 * losses.size()];
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    /** Adds the sums of loss {@code i}. */
    void add(int i, double[] more) {
        sums[2 * i] += more[0];
        sums[2 * i + 1] += more[1];
    }

    void add(LossSums more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more.sums[i];
        }
    }

    /** The sum of the weights of loss {@code i}. */
    double weight(int i) {
        return sums[2 * i + 1];
    }

    /** Whether any target counts. */
    boolean count() {
        for (int i = 0; i < losses.size(); i++) {
            if (weight(i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The mean of each loss alone, without its factor, as {@code loss_}<i>name</i>; NaN where nothing counts. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < losses.size(); i++) {
            means.put("loss_" + losses.get(i).tensor(), sums[2 * i] / weight(i));
        }
        return means;
    }

    /** The loss that training minimises; one of which nothing counts adds nothing to it. NaN if nothing counts at all. */
    double mean() {
        double mean = 0;
        for (int i = 0; i < losses.size(); i++) {
            if (weight(i) != 0) {
                mean += losses.get(i).factor() * (sums[2 * i] / weight(i));
            }
        }
        return count() ? mean : Double.NaN;
    }
}
