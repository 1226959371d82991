package dev.nervure.examples.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a heart beats, found by a rule that sees the whole recording, what comes later as well: where the signal is steepest
 * within a quarter of a second before and after, and steep compared with the twenty seconds around. This is what the network
 * learns to say from the past alone.
 */
final class Beats {
    private static final int SLOPE = 3; // readings before and after
    private static final int HALF_BEAT = 18; // 50 ms
    private static final int APART = 90; // 250 ms
    private static final int AROUND = 10 * Recording.RATE;
    private static final double LEAST = 0.2; // of the median steepness around

    private Beats() {}

    /** The middles of beats, as numbers of readings. */
    static int[] of(Recording recording) {
        double[] steepness = steepness(recording.millivolts());
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < steepness.length; i++) {
            if (steepness[i] > 0 && isFirstGreatest(steepness, i)) {
                candidates.add(i);
            }
        }
        return candidates.stream()
                .filter(i -> steepness[i] > LEAST * medianAround(i, candidates, steepness))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The squares of slopes, summed over 100 ms. */
    private static double[] steepness(float[] values) {
        double[] sums = new double[values.length];
        for (int i = HALF_BEAT + SLOPE; i + HALF_BEAT + SLOPE < values.length; i++) {
            for (int k = i - HALF_BEAT; k <= i + HALF_BEAT; k++) {
                double slope = values[k + SLOPE] - values[k - SLOPE];
                sums[i] += slope * slope;
            }
        }
        return sums;
    }

    private static boolean isFirstGreatest(double[] values, int at) {
        for (int i = Math.max(0, at - APART); i <= Math.min(values.length - 1, at + APART); i++) {
            if (values[i] > values[at] || values[i] == values[at] && i < at) {
                return false;
            }
        }
        return true;
    }

    private static double medianAround(int at, List<Integer> candidates, double[] values) {
        double[] near = candidates.stream()
                .filter(i -> Math.abs(i - at) <= AROUND)
                .mapToDouble(i -> values[i])
                .toArray();
        Arrays.sort(near);
        return near[near.length / 2];
    }
}
