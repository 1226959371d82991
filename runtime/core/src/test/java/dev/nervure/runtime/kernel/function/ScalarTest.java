package dev.nervure.runtime.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The error bounds that {@link Scalar} states, against double precision. */
class ScalarTest {
    private static final double RELATIVE = 5e-7;
    private static final double ABSOLUTE = 1e-6;

    private static final long PARTS = 1 << 10; // of all floats
    private static final long PART = (1L << 32) / PARTS;

    interface FloatFunction {
        float of(float x);
    }

    private interface FloatToError {
        double of(float x);
    }

    static Stream<Arguments> relative() {
        return Stream.of(
                function("exp", Scalar::exp, Math::exp, 0),
                function("log", Scalar::log, Math::log, Double.NEGATIVE_INFINITY),
                function("tanh", Scalar::tanh, Math::tanh, -1),
                function("sigmoid", Scalar::sigmoid, x -> 1 / (1 + Math.exp(-x)), 0));
    }

    static Stream<Arguments> absolute() {
        return Stream.of(
                function("erf", Scalar::erf, ScalarTest::erf, -1),
                function("gelu", Scalar::gelu, x -> x / 2 * (1 + erf(x / Math.sqrt(2))), 0),
                function(
                        "geluTanh",
                        Scalar::geluTanh,
                        x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
                        0),
                function("silu", Scalar::silu, x -> x / (1 + Math.exp(-x)), 0),
                function("softplus", Scalar::softplus, ScalarTest::softplus, 0),
                function("mish", Scalar::mish, x -> x * Math.tanh(softplus(x)), 0),
                function("geluSlope", Scalar::geluSlope, ScalarTest::geluSlope, 0),
                function("geluTanhSlope", Scalar::geluTanhSlope, ScalarTest::geluTanhSlope, 0),
                function("siluSlope", Scalar::siluSlope, ScalarTest::siluSlope, 0),
                function("mishSlope", Scalar::mishSlope, ScalarTest::mishSlope, 0),
                function("elu", x -> Scalar.elu(x, 0.5f), x -> x > 0 ? x : 0.5 * Math.expm1(x), -0.5));
    }

    private static Arguments function(String name, FloatFunction f, DoubleUnaryOperator exact, double atMinusInfinity) {
        return Arguments.of(name, f, exact, atMinusInfinity);
    }

    /** Every 1009th float, of either sign and every size. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("relative")
    void keepsItsRelativeError(String name, FloatFunction f, DoubleUnaryOperator exact) {
        assertThat(worstRelative(f, exact, 1009)).isLessThanOrEqualTo(RELATIVE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absolute")
    void keepsItsAbsoluteError(String name, FloatFunction f, DoubleUnaryOperator exact) {
        assertThat(worstAbsolute(f, exact, 1009)).isLessThanOrEqualTo(ABSOLUTE);
    }

    @Tag("exhaustive")
    @ParameterizedTest(name = "{0}")
    @MethodSource("relative")
    void keepsItsRelativeErrorForAllFloats(String name, FloatFunction f, DoubleUnaryOperator exact) {
        assertThat(worstRelative(f, exact, 1)).isLessThanOrEqualTo(RELATIVE);
    }

    @Tag("exhaustive")
    @ParameterizedTest(name = "{0}")
    @MethodSource("absolute")
    void keepsItsAbsoluteErrorForAllFloats(String name, FloatFunction f, DoubleUnaryOperator exact) {
        assertThat(worstAbsolute(f, exact, 1)).isLessThanOrEqualTo(ABSOLUTE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"relative", "absolute"})
    void isRightAtTheEdges(String name, FloatFunction f, DoubleUnaryOperator exact, double atMinusInfinity) {
        assertThat(f.of(Float.NaN)).isNaN();
        if (name.equals("log")) {
            assertThat(f.of(Float.NEGATIVE_INFINITY)).isNaN();
            assertThat(f.of(-Float.MIN_VALUE)).isNaN();
            assertThat(f.of(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        } else {
            // Added to zero, because the sign of a zero at −∞ says nothing.
            assertThat(f.of(Float.NEGATIVE_INFINITY) + 0f).isEqualTo((float) atMinusInfinity);
            assertThat(f.of(-0f)).isEqualTo((float) exact.applyAsDouble(-0.0) + (name.equals("elu") ? 0f : -0f));
        }
        assertThat(f.of(Float.POSITIVE_INFINITY)).isEqualTo((float) exact.applyAsDouble(Double.POSITIVE_INFINITY));
        assertThat(f.of(0f)).isEqualTo((float) exact.applyAsDouble(0.0));
    }

    private static double worstRelative(FloatFunction f, DoubleUnaryOperator exact, int step) {
        return worst(step, x -> {
            double expected = exact.applyAsDouble(x);
            float actual = f.of(x);
            if (Double.isNaN(expected) ? Float.isNaN(actual) : actual == (float) expected) {
                return 0;
            }
            double error = Math.abs(actual - expected);
            // Where floats are subnormal, one of their spacings.
            return Math.abs(expected) < Float.MIN_NORMAL
                    ? error / Float.MIN_VALUE * RELATIVE
                    : error / Math.abs(expected);
        });
    }

    private static double worstAbsolute(FloatFunction f, DoubleUnaryOperator exact, int step) {
        return worst(step, x -> {
            if (!Float.isFinite(x)) {
                return 0;
            }
            double expected = exact.applyAsDouble(x);
            float actual = f.of(x);
            return actual == (float) expected ? 0 : Math.abs(actual - expected) / Math.max(1, Math.abs(x));
        });
    }

    /** The largest error at every {@code step}th float, by all processors; NaN if one is. */
    private static double worst(int step, FloatToError error) {
        return LongStream.range(0, PARTS)
                .parallel()
                .mapToDouble(part -> {
                    long end = Integer.MIN_VALUE + (part + 1) * PART;
                    double worst = 0;
                    for (long bits = roundUp(part * PART, step) + Integer.MIN_VALUE; bits < end; bits += step) {
                        worst = Math.max(worst, error.of(Float.intBitsToFloat((int) bits)));
                    }
                    return worst;
                })
                .max()
                .orElseThrow();
    }

    private static long roundUp(long n, int step) {
        return (n + step - 1) / step * step;
    }

    /** Beyond 40 in either direction these slopes are 0 or 1 in double precision too. */
    private static double geluSlope(double x) {
        double c = Math.max(-40, Math.min(40, x));
        return (1 + erf(c / Math.sqrt(2))) / 2 + c * Math.exp(-c * c / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double geluTanhSlope(double x) {
        double c = Math.max(-40, Math.min(40, x));
        double factor = Math.sqrt(2 / Math.PI);
        double u = factor * (c + 0.044715 * c * c * c);
        double cosh = Math.cosh(Math.max(-300, Math.min(300, u)));
        return (1 + Math.tanh(u)) / 2 + c / 2 * factor * (1 + 3 * 0.044715 * c * c) / (cosh * cosh);
    }

    private static double siluSlope(double x) {
        double c = Math.max(-800, Math.min(40, x));
        double s = 1 / (1 + Math.exp(-c));
        return s * (1 + c / (1 + Math.exp(c)));
    }

    private static double mishSlope(double x) {
        double c = Math.max(-800, Math.min(40, x));
        double cosh = Math.cosh(softplus(c));
        return Math.tanh(softplus(c)) + c / (1 + Math.exp(-c)) / (cosh * cosh);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** The Maclaurin series where it converges fast, otherwise the continued fraction. */
    private static double erf(double x) {
        double a = Math.abs(x);
        if (a > 6) {
            return Math.signum(x);
        }
        if (a < 3) {
            double sum = 0;
            double term = x;
            for (int n = 0; n < 100 && (n == 0 || Math.abs(term) > 1e-18); n++) {
                sum += term / (2 * n + 1);
                term *= -x * x / (n + 1);
            }
            return sum * 2 / Math.sqrt(Math.PI);
        }
        double fraction = 0;
        for (int k = 60; k >= 1; k--) {
            fraction = k / 2.0 / (a + fraction);
        }
        return Math.signum(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
    }
}
