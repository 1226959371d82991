package dev.nervure.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void allMonths() {
        Series series = Series.load();
        assertThat(series.first()).isEqualTo(YearMonth.of(1958, 3));
        assertThat(series.size()).isEqualTo(526);
        assertThat(series.before(YearMonth.of(2001, 12))).isEqualTo(525);
        for (float value : series.values()) {
            assertThat(value).isBetween(310f, 375f);
        }
    }

    @Test
    void meansOfMonths() {
        Series series = Series.ofWeeks(List.of("20011124,2", "20011201,3", "20011208,", "20011215,5", "20020105,7"));
        assertThat(series).extracting(Series::first).isEqualTo(YearMonth.of(2001, 11));
        assertThat(series.values()).containsExactly(2, 4, 7);
    }

    @Test
    void gapsAreBridged() {
        Series series = Series.ofWeeks(List.of("20010106,1", "20010203,", "20010303,", "20010407,2.5"));
        assertThat(series.values()).containsExactly(new float[] {1, 1.5f, 2, 2.5f}, within(1e-6f));
    }
}
