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

    void check(String what, float[] actual, double[] expected) {
        check(what, actual, expected, largest(expected));
    }

    /** The same for a part of a tensor whose largest number is {@code scale}. */
    void check(String what, float[] actual, double[] expected, double scale) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]) / (absolute + relative * scale))
                    .as("%s[%d]: expected %s, got %s", what, i, expected[i], actual[i])
                    .isLessThanOrEqualTo(1);
        }
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
