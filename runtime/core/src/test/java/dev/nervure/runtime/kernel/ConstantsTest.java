package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tables of constants as text. */
class ConstantsTest {
    @Test
    void readsFloats() {
        // 00 00 80 3f is 1, 00 00 00 c0 is -2, 00 00 c0 7f is NaN.
        assertThat(Constants.floats("AACAPwAAAMA=", "AADAfw==")).containsExactly(1f, -2f, Float.NaN);
    }

    @Test
    void readsIntegers() {
        // ff ff ff ff is -1, 01 02 00 00 is 513.
        assertThat(Constants.ints("/////wECAAA=")).containsExactly(-1, 513);
    }

    @Test
    void readsNothing() {
        assertThat(Constants.floats()).isEmpty();
    }
}
