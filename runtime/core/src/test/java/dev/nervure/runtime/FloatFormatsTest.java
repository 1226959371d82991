package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Values of other formats as floats, compared with exact arithmetic. */
class FloatFormatsTest {
    /** (−1)^s · 2^(e − 15) · (1 + m / 1024), subnormal (−1)^s · 2^−14 · m / 1024. */
    @Test
    void d6_allF16() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int mantissa = bits & 1023;
            int found = Float.floatToRawIntBits(FloatFormats.ofF16((short) bits));
            if (exponent == 31) { // infinities, and NaNs with their payload on top
                assertThat(found).isEqualTo((bits & 0x8000) << 16 | 0x7F80_0000 | mantissa << 13);
                continue;
            }
            double value = exponent == 0
                    ? Math.scalb((double) mantissa, -24)
                    : Math.scalb(1 + mantissa / 1024.0, exponent - 15);
            float expected = (float) (bits >= 0x8000 ? -value : value);
            assertThat((double) expected).isEqualTo(bits >= 0x8000 ? -value : value); // the conversion is exact
            assertThat(found).isEqualTo(Float.floatToRawIntBits(expected));
        }
    }

    @Test
    void d6_allBf16() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(Float.floatToRawIntBits(FloatFormats.ofBf16((short) bits)))
                    .isEqualTo(bits << 16);
        }
    }

    @Test
    void d6_f64IsRoundedToTheNearest() {
        double largest = Float.MAX_VALUE;
        double beyond = 0x1.ffffffp127; // half way to the float that there is no more
        double[] edges = {
            0,
            Double.MIN_VALUE,
            0x1p-150,
            Math.nextUp(0x1p-150),
            0x1p-149,
            0x1.8p-149,
            0x1.fffffep-127,
            0x1.ffffffp-127,
            0x1p-126,
            largest,
            Math.nextDown(beyond),
            1 + 0x1p-24,
            1 + 0x1.8p-23,
            1 + 0x1p-24 + 0x1p-50
        };
        for (double edge : edges) {
            assertNearest(edge);
            assertNearest(-edge);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            float near = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(near) && Math.abs(near) < Float.MAX_VALUE) {
                assertNearest(((double) near + Math.nextUp(near)) / 2); // ties
                assertNearest(Math.nextUp(((double) near + Math.nextUp(near)) / 2));
                assertNearest(near * (1 + random.nextDouble() * 0x1p-22));
            }
        }
        assertThat(float32(beyond)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(float32(-1e300)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(float32(Double.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(float32(Double.NaN)).isNaN();
        assertThat(float32(Double.longBitsToDouble(0x7FF0_0000_0000_0001L))).isNaN();
        assertThat(1 / float32(-0.0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    /** No neighbour is nearer, and none that is as near has an even mantissa where the result's is odd. */
    private static void assertNearest(double value) {
        float found = float32(value);
        BigDecimal distance = distance(found, value);
        for (float other : new float[] {Math.nextUp(found), Math.nextDown(found)}) {
            if (Float.isFinite(other)) {
                int order = distance.compareTo(distance(other, value));
                assertThat(order).as("%s as %s", value, found).isNotPositive();
                if (order == 0) {
                    assertThat(Float.floatToRawIntBits(found) & 1).isZero();
                }
            }
        }
    }

    private static BigDecimal distance(float a, double b) {
        return new BigDecimal(a).subtract(new BigDecimal(b)).abs();
    }

    private static float float32(double value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, value);
        float[] values = new float[3];
        FloatFormats.read(Dtype.F64, bytes, values, 1, 1);
        return values[1];
    }
}
