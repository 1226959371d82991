package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortFloatsTest {
    /** By the definition of IEEE 754, and back to the same bits. */
    @Test
    void everyFiniteHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 0x1F;
            int mantissa = bits & 0x3FF;
            if (exponent == 0x1F) {
                continue;
            }
            double size = exponent == 0 ? mantissa * 0x1p-24 : Math.scalb(1 + mantissa / 1024.0, exponent - 15);
            float value = ShortFloats.value((short) bits, false);
            assertThat((double) value).as("bits %x", bits).isEqualTo(bits >> 15 == 0 ? size : -size);
            assertThat(ShortFloats.toHalf(value)).isEqualTo((short) bits);
        }
    }

    @Test
    void roundsToTheNearestAndToEven() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float low = ShortFloats.value((short) bits, false);
            float high = ShortFloats.value((short) (bits + 1), false);
            float middle = (low + high) / 2; // exact: a float has more bits
            assertThat(ShortFloats.toHalf(middle)).isEqualTo((short) (bits % 2 == 0 ? bits : bits + 1));
            assertThat(ShortFloats.toHalf(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(ShortFloats.toHalf(-Math.nextDown(middle))).isEqualTo((short) (bits | 0x8000));
        }
        for (int bits = 0; bits < 0x7F7F; bits++) {
            float middle = Float.intBitsToFloat(bits << 16 | 0x8000);
            assertThat(ShortFloats.toBrain(middle)).isEqualTo((short) (bits % 2 == 0 ? bits : bits + 1));
            assertThat(ShortFloats.toBrain(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(ShortFloats.toBrain(-Math.nextDown(middle))).isEqualTo((short) (bits | 0x8000));
            assertThat(ShortFloats.toBrain(ShortFloats.value((short) bits, true)))
                    .isEqualTo((short) bits);
        }
    }
}
