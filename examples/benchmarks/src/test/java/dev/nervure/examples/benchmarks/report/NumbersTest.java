package dev.nervure.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void threeDigits() {
        assertThat(Numbers.three(0)).isEqualTo("0");
        assertThat(Numbers.three(0.12345)).isEqualTo("0.123");
        assertThat(Numbers.three(0.99949)).isEqualTo("0.999");
        assertThat(Numbers.three(9.994)).isEqualTo("9.99");
        assertThat(Numbers.three(9.996)).isEqualTo("10.0");
        assertThat(Numbers.three(99.96)).isEqualTo("100");
        assertThat(Numbers.three(12_345)).isEqualTo("12,350");
    }

    @Test
    void ratios() {
        assertThat(Numbers.times(0.5)).isEqualTo("0.50x");
        assertThat(Numbers.times(1.26)).isEqualTo("1.3x");
        assertThat(Numbers.times(41.7)).isEqualTo("42x");
        assertThat(Numbers.percent(0.754)).isEqualTo("75 %");
    }

    @Test
    void fractionsOfBytesAreNoise() {
        assertThat(Numbers.bytes(0.01)).isEqualTo("0");
        assertThat(Numbers.bytes(16.2)).isEqualTo("16.2");
    }
}
