package dev.nervure.examples.digits.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitImagesTest {
    private final DigitImages images = DigitImages.load();

    @Test
    void allImages() {
        assertThat(images.size()).isEqualTo(1797);
        assertThat(images.labels()).startsWith(0, 1, 2, 3).endsWith(8, 9, 8);
        // The first image's second row.
        assertThat(Arrays.copyOfRange(images.pixels()[0], 8, 16))
                .containsExactly(0, 0, 13 / 16f, 15 / 16f, 10 / 16f, 15 / 16f, 5 / 16f, 0);
        for (float[] image : images.pixels()) {
            for (float pixel : image) {
                assertThat(pixel >= 0 && pixel <= 1).isTrue();
            }
        }
    }

    @Test
    void everyImageIsInOnePart() {
        DigitImages.Split split = images.split();
        Set<float[]> seen = new HashSet<>(List.of(split.train().pixels())); // arrays are equal by identity
        seen.addAll(List.of(split.test().pixels()));
        assertThat(split.train().size() + split.test().size()).isEqualTo(1797);
        assertThat(seen).hasSize(1797);
    }

    @Test
    void aFifthOfEveryDigitIsForTesting() {
        DigitImages.Split split = images.split();
        for (int digit = 0; digit < DigitImages.CLASSES; digit++) {
            long all = count(images, digit);
            assertThat(count(split.test(), digit)).isBetween(all / 5, all / 5 + 1);
        }
    }

    /** One JDK's split must be that of every other. */
    @Test
    void alwaysTheSameSplit() {
        DigitImages test = images.split().test();
        assertThat(test.size()).isEqualTo(359);
        assertThat(test.pixels()[0]).isEqualTo(images.pixels()[464]);
        assertThat(test.pixels()[358]).isEqualTo(images.pixels()[1665]);
    }

    private static long count(DigitImages images, int digit) {
        return Arrays.stream(images.labels()).filter(label -> label == digit).count();
    }
}
