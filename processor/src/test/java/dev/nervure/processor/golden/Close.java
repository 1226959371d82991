package dev.nervure.processor.golden;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison with a relative and an absolute tolerance. */
public record Close(double relative, double absolute) {
    /** PyTorch's figures are rounded floats themselves; sums run in another order there. */
    public static final Close FORWARD = new Close(1e-5, 1e-6);

    /** Gradients sum over samples and rows, and with them the rounding errors of forward. */
    public static final Close GRADIENT = new Close(1e-4, 1e-5);

    /** Asserts that the first values of {@code actual} are those expected; gives the largest error's share of what is allowed. */
    public double check(String what, float[] actual, float[] expected) {
        assertThat(actual.length).as(what).isGreaterThanOrEqualTo(expected.length);
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            double share = Math.abs((double) actual[i] - expected[i]) / (absolute + relative * Math.abs(expected[i]));
            assertThat(share)
                    .as("%s[%d]: expected %s, got %s", what, i, expected[i], actual[i])
                    .isLessThanOrEqualTo(1);
            most = Math.max(most, share);
        }
        return most;
    }
}
