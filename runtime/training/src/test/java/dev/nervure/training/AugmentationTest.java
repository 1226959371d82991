package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.generated.SplitMix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    /** Two channels of two rows and three columns. */
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16};

    private static Set<List<Float>> results(Augmentation augmentation, float[] values) {
        Sample sample = Sample.of(values, 0);
        Set<List<Float>> results = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            float[] result = augmentation
                    .apply(sample, new SampleRandom(new SplitMix(i * 1000L)))
                    .floats("input");
            results.add(
                    IntStream.range(0, result.length).mapToObj(k -> result[k]).toList());
        }
        assertThat(sample.floats("input")).isEqualTo(values); // stays as it is
        return results;
    }

    @Test
    void flip() {
        assertThat(results(Augmentation.of(2, 2, 3).flip(), IMAGE))
                .containsExactlyInAnyOrder(
                        List.of(1f, 2f, 3f, 4f, 5f, 6f, 11f, 12f, 13f, 14f, 15f, 16f),
                        List.of(3f, 2f, 1f, 6f, 5f, 4f, 13f, 12f, 11f, 16f, 15f, 14f));
        assertThat(results(Augmentation.of(3).flip(), new float[] {1, 2, 3}))
                .containsExactlyInAnyOrder(List.of(1f, 2f, 3f), List.of(3f, 2f, 1f));
    }

    @Test
    void shift() {
        assertThat(results(Augmentation.of(2, 2, 3).shift(1), IMAGE))
                .hasSize(9)
                .contains(List.of(0f, 0f, 0f, 2f, 3f, 0f, 0f, 0f, 0f, 12f, 13f, 0f)) // down and left
                .contains(List.of(0f, 4f, 5f, 0f, 0f, 0f, 0f, 14f, 15f, 0f, 0f, 0f)); // up and right
        assertThat(results(Augmentation.of(3).shift(2, -1), new float[] {1, 2, 3}))
                .containsExactlyInAnyOrder(
                        List.of(1f, 2f, 3f),
                        List.of(-1f, 1f, 2f),
                        List.of(-1f, -1f, 1f),
                        List.of(2f, 3f, -1f),
                        List.of(3f, -1f, -1f));
        assertThat(results(Augmentation.of(2, 3).shift(1), new float[] {1, 2, 3, 4, 5, 6}))
                .containsExactlyInAnyOrder(
                        List.of(1f, 2f, 3f, 4f, 5f, 6f),
                        List.of(0f, 1f, 2f, 0f, 4f, 5f),
                        List.of(2f, 3f, 0f, 5f, 6f, 0f));
    }

    @Test
    void crop() {
        assertThat(results(Augmentation.of(2, 2, 3).crop(1, 2), IMAGE))
                .containsExactlyInAnyOrder(
                        List.of(1f, 2f, 11f, 12f),
                        List.of(2f, 3f, 12f, 13f),
                        List.of(4f, 5f, 14f, 15f),
                        List.of(5f, 6f, 15f, 16f));
        assertThat(results(Augmentation.of(5).centerCrop(3).flip(), new float[] {1, 2, 3, 4, 5}))
                .containsExactlyInAnyOrder(List.of(2f, 3f, 4f), List.of(4f, 3f, 2f));
        assertThat(results(Augmentation.of(2, 2, 3).centerCrop(2, 1), IMAGE))
                .containsExactly(List.of(2f, 5f, 12f, 15f));
    }

    @Test
    void noise() {
        float[] zeros = new float[20_000];
        float[] noisy = Augmentation.of(zeros.length)
                .noise(0.5f)
                .on("x")
                .apply(Sample.named().floats("x", zeros), new SampleRandom(new SplitMix(1)))
                .floats("x");
        double squares = 0;
        double sum = 0;
        for (float v : noisy) {
            squares += v * (double) v;
            sum += v;
        }
        assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.5, within(0.01)); // four deviations
        assertThat(sum / noisy.length).isCloseTo(0, within(0.0142)); // four deviations
    }

    @Test
    void messages() {
        assertThatThrownBy(() -> Augmentation.of())
                .hasMessage(
                        "the shape of what is augmented is [size], [channels, length] or [channels, height, width], "
                                + "got []");
        assertThatThrownBy(() -> Augmentation.of(1, 0)).hasMessageEndingWith("got [1, 0]");
        assertThatThrownBy(() -> Augmentation.of(3).shift(0))
                .hasMessage("the places to shift by must be at least 1, got 0");
        assertThatThrownBy(() -> Augmentation.of(1, 3, 4).crop(2, 5))
                .hasMessage("a part of 3 × 4 is at most as large, got [2, 5]");
        assertThatThrownBy(() -> Augmentation.of(4).crop(2, 2))
                .hasMessage("a part of 4 is at most as large, got [2, 2]");
        assertThatThrownBy(() ->
                        Augmentation.of(4).flip().apply(Sample.of(new float[5], 0), new SampleRandom(new SplitMix(1))))
                .hasMessage("the augmentation is for 'input' of 4 values, got 5");
    }

    @Test
    void randomNumbersKeepTheirBounds() {
        SampleRandom random = new SampleRandom(new SplitMix(1));
        int[] counts = new int[7];
        for (int i = 0; i < 7000; i++) {
            counts[random.nextInt(-3, 4) + 3]++;
            assertThat(random.nextInt(5)).isBetween(0, 4);
            assertThat(random.nextLong(1L << 40)).isBetween(0L, (1L << 40) - 1);
            assertThat(random.nextFloat(2, 3)).isBetween(2f, 3f);
            assertThat(random.nextDouble(-1, 1)).isBetween(-1.0, 1.0);
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1150); // 1,000, five deviations
        assertThatThrownBy(() -> random.nextInt(3, 3)).hasMessage("the bound must be above 3, got 3");
    }
}
