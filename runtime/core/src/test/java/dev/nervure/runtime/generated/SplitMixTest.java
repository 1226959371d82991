package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class SplitMixTest {
    /** The published first values of SplitMix64 for the seed 1234567. */
    @Test
    void knownSequence() {
        SplitMix random = new SplitMix(1234567);
        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
        assertThat(random.nextLong()).isEqualTo(4593380528125082431L);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("16408922859458223821");
    }

    /** Fixed bits, computed apart from this code. */
    @Test
    void sameBitsEverywhere() {
        SplitMix random = SplitMix.of(42, "hidden.weight");
        assertThat(Float.floatToRawIntBits(random.nextFloat())).isEqualTo(0x3F4837D4);
        assertThat(random.nextInt(1000)).isEqualTo(270);
        assertThat(Double.doubleToRawLongBits(random.nextGaussian())).isEqualTo(0x3FFBBE90E4BE9354L);
    }

    @Test
    void momentsOfUniformAndNormal() {
        SplitMix random = new SplitMix(3);
        int count = 100_000;
        double uniform = 0;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < count; i++) {
            float u = random.nextFloat();
            assertThat(u >= 0 && u < 1).isTrue();
            uniform += u;
            double normal = random.nextGaussian();
            mean += normal;
            square += normal * normal;
        }
        // Four standard errors each.
        assertThat(uniform / count).isCloseTo(0.5, offset(4 * 0.2887 / Math.sqrt(count)));
        assertThat(mean / count).isCloseTo(0, offset(4 / Math.sqrt(count)));
        assertThat(square / count).isCloseTo(1, offset(4 * Math.sqrt(2.0 / count)));
    }

    @Test
    void integersCoverTheirRange() {
        SplitMix random = new SplitMix(4);
        int[] counts = new int[7];
        for (int i = 0; i < 7000; i++) {
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(880, 1120); // four standard errors
        }
        assertThat(random.nextInt(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
        assertThat(random.nextInt(1)).isZero();
    }
}
