package dev.nervure.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecasterTest {
    /** Rises by 1 a month, and by 100 in its second year. */
    private final float[] known = new float[24];

    ForecasterTest() {
        for (int month = 0; month < 24; month++) {
            known[month] = month < 12 ? month : 100 + month;
        }
    }

    @Test
    void baselines() {
        assertThat(Forecaster.lastValue(known)).hasSize(12).containsOnly(123);
        assertThat(Forecaster.lastYear(known)).hasSize(12).startsWith(112, 113).endsWith(123);
        assertThat(Forecaster.lastYearAndGrowth(known))
                .hasSize(12)
                .startsWith(224, 225)
                .endsWith(235);
    }

    @Test
    void errors() {
        float[] values = new float[14];
        values[13] = 24;
        // From month 1 on all twelve are right; from month 2 on the last is off by 24.
        Errors errors = Errors.of(Forecaster::lastValue, values, 1);
        assertThat(errors.meanAbsolute()).isEqualTo(1, within(1e-9));
        assertThat(errors.rootMeanSquare()).isEqualTo(Math.sqrt(24 * 1), within(1e-9));
    }

    @Test
    void aForecasterKnowsNothingOfTheFuture() {
        List<Integer> months = new ArrayList<>();
        Errors.of(
                known -> {
                    months.add(known.length);
                    return Forecaster.lastValue(known);
                },
                new float[36],
                20);
        assertThat(months).containsExactly(20, 21, 22, 23, 24);
    }
}
