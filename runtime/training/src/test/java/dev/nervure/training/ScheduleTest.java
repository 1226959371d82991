package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void factors() {
        assertThat(Schedule.constant().factor(7, 10, 1000)).isEqualTo(1);
        assertFactors(Schedule.step(2, 0.5f), 1, 1, 0.5, 0.5);
        assertFactors(Schedule.exponential(0.5f), 1, 0.5, 0.25, 0.125);
        assertFactors(Schedule.cosine(), 1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2);
    }

    @Test
    void warmUp() {
        Schedule schedule = Schedule.exponential(0.5f).warmUp(4);
        assertThat(schedule.factor(0, 9, 0)).isEqualTo(0.25);
        assertThat(schedule.factor(0, 9, 3)).isEqualTo(1);
        assertThat(schedule.factor(1, 9, 2)).isEqualTo(0.375);
        assertThat(schedule.factor(2, 9, 50)).isEqualTo(0.25);
    }

    private static void assertFactors(Schedule schedule, double... expected) {
        for (int epoch = 0; epoch < expected.length; epoch++) {
            assertThat(schedule.factor(epoch, expected.length, 10L * epoch)).isCloseTo(expected[epoch], within(1e-12));
        }
    }
}
