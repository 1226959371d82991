package dev.nervure.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Indices as a reader wants them: no factor of one, no term of zero, literals computed. */
class CodeTest {
    @Test
    void timesMultipliesLiterals() {
        assertThat(Code.times(1, "k")).isEqualTo("k");
        assertThat(Code.times(4, "0")).isEqualTo("0");
        assertThat(Code.times(4, "3")).isEqualTo("12");
        assertThat(Code.times(4, "k")).isEqualTo("4 * k");
        assertThat(Code.times(12, "3 * k1")).isEqualTo("36 * k1");
        assertThat(Code.times(12, "3 * lengths[s]")).isEqualTo("36 * lengths[s]");
        assertThat(Code.times(12, "3 * k + 1")).isEqualTo("12 * (3 * k + 1)");
    }

    @Test
    void plusAddsLiterals() {
        assertThat(Code.plus("0", "k")).isEqualTo("k");
        assertThat(Code.plus("k", "0")).isEqualTo("k");
        assertThat(Code.plus("at + 1", "12")).isEqualTo("at + 13");
        assertThat(Code.plus("3", "4")).isEqualTo("7");
        assertThat(Code.plus("3 * k", "4")).isEqualTo("3 * k + 4");
        assertThat(Code.plus("3", "k")).isEqualTo("3 + k");
        assertThat(Code.plus("(k + 1)", "2")).isEqualTo("(k + 1) + 2");
    }
}
