package dev.nervure.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void measuredAndForecast() {
        String plot = Plot.of(YearMonth.of(1999, 12), new float[] {0, 1, 2, 3, 14, 15, 0}, new float[] {14, 13, 15});
        assertThat(plot.lines())
                .hasSize(17)
                .startsWith("  15.0 |     o+", "  14.0 |    *", "  13.0 |     +", "  12.0 |")
                .endsWith("   1.0 | o", "   0.0 |o     o", "       +-'2000-");
    }
}
