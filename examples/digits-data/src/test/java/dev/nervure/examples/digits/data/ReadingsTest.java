package dev.nervure.examples.digits.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final Readings readings =
            new Readings(new DigitImages(new float[4][64], new int[] {3, 3, 3, 9}), new int[] {3, 8, 3, 9});

    @Test
    void accuracyAndMisread() {
        assertThat(readings.accuracy()).isEqualTo(0.75);
        assertThat(readings.misread()).containsExactly(1);
        assertThat(readings.read(1)).isEqualTo(8);
    }

    @Test
    void table() {
        assertThat(readings.table().lines())
                .hasSize(11)
                .contains("read as     0   1   2   3   4   5   6   7   8   9")
                .contains("written 3   .   .   .   2   .   .   .   .   1   .")
                .contains("written 9   .   .   .   .   .   .   .   .   .   1");
    }
}
