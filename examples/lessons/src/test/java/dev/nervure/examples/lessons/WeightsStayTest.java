package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightsStayTest {
    private final WeightsStay lesson = WeightsStay.train();

    @Test
    void weightsStayAndActivationsChange() {
        int before = lesson.weightBits();
        float[] three = lesson.values(lesson.image(3), "hidden");
        float[] eight = lesson.values(lesson.image(8), "hidden");
        assertThat(three).isNotEqualTo(eight);
        assertThat(lesson.values(lesson.image(3), "hidden")).isEqualTo(three);
        assertThat(lesson.weightBits()).isEqualTo(before);
    }

    @Test
    void activationsGrowWithTheBatchAndWeightsDoNot() {
        assertThat(lesson.weightBytes()).isEqualTo(4 * (64 * 16 + 16 + 16 * 10 + 10));
        assertThat(lesson.activationBytes(1)).isEqualTo(4 * (64 + 16 + 10));
        assertThat(lesson.activationBytes(512)).isEqualTo(512 * lesson.activationBytes(1));
    }
}
