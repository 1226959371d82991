package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitialTest {
    @Test
    void constant() {
        assertThat(fill(Initial.constant(0.25f))).containsOnly(0.25f);
    }

    @Test
    void uniformStaysInItsBound() {
        for (float value : fill(Initial.uniform(0.5f))) {
            assertThat(value).isBetween(-0.5f, 0.5f);
        }
    }

    /** Fixed bits, computed apart from this code: every JDK starts a model from the same weights. */
    @Test
    void uniformBits() {
        assertThat(bits(fill(Initial.uniform(0.5f)))).startsWith(0x3E906FA8, 0xBE6B3844, 0xBE9164BA, 0xBEF4C4E0);
    }

    @Test
    void normalBits() {
        assertThat(bits(fill(Initial.normal(2f)))).startsWith(0xBE36958C, 0x405DF487, 0x4000EE0A, 0x408997B5);
    }

    private static float[] fill(Initial initial) {
        float[] values = new float[100];
        initial.fill(values, 1, 42, "hidden.weight");
        return values;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
