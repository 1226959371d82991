package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How recurrent layers walk a batch: all samples at once, step by step, those that have ended left out, so that each
 * step is one product for all. Backwards every sample starts at its own end.
 */
final class Lockstep {
    private Lockstep() {}

    static int longest(int[] steps, int n) {
        int longest = 0;
        for (int s = 0; s < n; s++) {
            longest = Math.max(longest, steps[s]);
        }
        return longest;
    }

    /** Where in the sequence the {@code k}-th step is. */
    static int place(int steps, int k, boolean reverse) {
        return reverse ? steps - 1 - k : k;
    }

    /**
     * Copies the state before step {@code k} of every sample that has that step, one below the other.
     *
     * @param first {@code [n, units]}, or null for zeros
     * @param all {@code [n, max, units]}: the states after each step
     * @return how many samples have the step
     */
    static int gather(
            float @Nullable [] first,
            float[] all,
            int[] steps,
            int n,
            int max,
            int units,
            int k,
            boolean reverse,
            float[] state) {
        int active = 0;
        for (int s = 0; s < n; s++) {
            if (k < steps[s]) {
                int to = active++ * units;
                if (k > 0) {
                    int before = s * max + place(steps[s], k - 1, reverse);
                    System.arraycopy(all, before * units, state, to, units);
                } else if (first != null) {
                    System.arraycopy(first, s * units, state, to, units);
                } else {
                    Arrays.fill(state, to, to + units, 0f);
                }
            }
        }
        return active;
    }
}
