package dev.nervure.processor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * How near floats must be to numbers in double precision.
 *
 * @param relative the share of the tensor's largest number that rounding may take: one large term of a sum leaves its
 *     rounding error in every number that it meets
 * @param absolute what may be missing besides
 */
record Closeness(double relative, double absolute) {
    /** Some 80 roundings in a row; sums run in an order of their own. The largest errors seen are a tenth of it. */
    static final Closeness FORWARD = new Closeness(1e-5, 1e-6);

    /** Backward begins where forward's errors have grown, and divides by what is small. Seen: a tenth of it. */
    static final Closeness GRADIENT = new Closeness(1e-4, 1e-5);

    /** Where numbers as large flow: what cancels of them leaves some ten of their roundings in small ones. */
    Closeness amid(double large) {
        return new Closeness(relative, absolute + 1e-6 * large);
    }

    /** Gives the largest error, as a share of what is allowed. */
    double check(String what, float[] actual, double[] expected) {
        return check(what, actual, expected, largest(expected));
    }

    /** The same for a part of a tensor whose largest number is {@code scale}. */
    double check(String what, float[] actual, double[] expected, double scale) {
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            double share = Math.abs(actual[i] - expected[i]) / (absolute + relative * scale);
            assertThat(share)
                    .as("%s[%d]: expected %s, got %s", what, i, expected[i], actual[i])
                    .isLessThanOrEqualTo(1);
            most = Math.max(most, share);
        }
        return most;
    }

    static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
