package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels from the logits of a network that was trained with {@code @Ctc}: what the classes of the steps spell, without
 * repetitions and blanks.
 */
public final class CtcDecoding {
    private CtcDecoding() {}

    /**
     * The labels of the most probable class of each step.
     *
     * @param logits {@code [steps, classes]} of one sample
     * @param classes the number of classes, the blank among them
     * @param blank the class that stands for no label
     * @return the labels in their order; empty if all is blank
     * @throws IllegalArgumentException if {@code logits} does not hold whole steps, or {@code blank} is no class
     */
    public static int[] greedy(float[] logits, int classes, int blank) {
        int steps = steps(logits, classes, blank);
        List<Integer> labels = new ArrayList<>();
        int before = blank;
        for (int t = 0; t < steps; t++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                if (logits[t * classes + k] > logits[t * classes + best]) {
                    best = k;
                }
            }
            if (best != before && best != blank) {
                labels.add(best);
            }
            before = best;
        }
        return labels.stream().mapToInt(label -> label).toArray();
    }

    /**
     * The most probable labels, over all alignments of each, among those that stay within the best {@code width} at every
     * step (Hannun and others: First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent
     * DNNs, 2014, without a language model). Takes {@code steps · width · classes} operations.
     *
     * @param logits {@code [steps, classes]} of one sample
     * @param classes the number of classes, the blank among them
     * @param blank the class that stands for no label
     * @param width how many beginnings are kept, at least 1
     * @return the labels in their order; empty if none is more probable
     * @throws IllegalArgumentException if {@code logits} does not hold whole steps, {@code blank} is no class, or {@code
     *     width} is less than 1
     */
    public static int[] beam(float[] logits, int classes, int blank, int width) {
        int steps = steps(logits, classes, blank);
        if (width < 1) {
            throw new IllegalArgumentException("the width of a beam must be at least 1, got " + width);
        }
        List<Beginning> beam = List.of(new Beginning(List.of(), 1, 0));
        for (int t = 0; t < steps; t++) {
            beam = best(step(beam, probabilities(logits, t, classes), blank), width);
        }
        return beam.get(0).labels.stream().mapToInt(label -> label).toArray();
    }

    /** The first labels of a sample, and how probable they are where the last step is a blank, and where it is a label. */
    private static final class Beginning {
        final List<Integer> labels;
        double blank;
        double label;

        Beginning(List<Integer> labels, double blank, double label) {
            this.labels = labels;
            this.blank = blank;
            this.label = label;
        }

        double all() {
            return blank + label;
        }
    }

    private static List<Beginning> step(List<Beginning> beam, double[] p, int blank) {
        Map<List<Integer>, Beginning> next = new LinkedHashMap<>();
        for (Beginning of : beam) {
            Beginning same = next.computeIfAbsent(of.labels, labels -> new Beginning(labels, 0, 0));
            int last = of.labels.isEmpty() ? blank : of.labels.get(of.labels.size() - 1);
            same.blank += of.all() * p[blank];
            if (last != blank) {
                same.label += of.label * p[last];
            }
            for (int k = 0; k < p.length; k++) {
                if (k != blank) {
                    List<Integer> longer = new ArrayList<>(of.labels);
                    longer.add(k);
                    // The same label twice needs a blank in between.
                    next.computeIfAbsent(longer, labels -> new Beginning(labels, 0, 0)).label +=
                            (k == last ? of.blank : of.all()) * p[k];
                }
            }
        }
        return new ArrayList<>(next.values());
    }

    /** The most probable first, scaled so that they add up to 1: products of many steps stay finite. */
    private static List<Beginning> best(List<Beginning> all, int width) {
        all.sort(Comparator.comparingDouble(Beginning::all).reversed());
        List<Beginning> kept = all.subList(0, Math.min(width, all.size()));
        double sum = kept.stream().mapToDouble(Beginning::all).sum();
        for (Beginning of : kept) {
            of.blank /= sum;
            of.label /= sum;
        }
        return kept;
    }

    private static double[] probabilities(float[] logits, int t, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            max = Math.max(max, logits[t * classes + k]);
        }
        double[] p = new double[classes];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            p[k] = Math.exp(logits[t * classes + k] - max);
            sum += p[k];
        }
        for (int k = 0; k < classes; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private static int steps(float[] logits, int classes, int blank) {
        if (classes < 1 || logits.length % classes != 0) {
            throw new IllegalArgumentException(
                    "logits are steps of " + classes + " classes, got " + logits.length + " values");
        }
        if (blank < 0 || blank >= classes) {
            throw new IllegalArgumentException("the blank is one of 0 … " + (classes - 1) + ", got " + blank);
        }
        return logits.length / classes;
    }
}
