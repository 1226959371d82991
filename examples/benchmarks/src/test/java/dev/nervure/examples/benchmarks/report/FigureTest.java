package dev.nervure.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void isTheMedian() {
        Figure odd = figure(9, 1, 2);
        assertThat(odd.value()).isEqualTo(2);
        assertThat(odd.low()).isEqualTo(1);
        assertThat(odd.high()).isEqualTo(9);
        assertThat(figure(9, 1, 2, 4).value()).isEqualTo(3);
    }

    @Test
    void aLineIsReadAsItWasWritten() {
        Figure figure = figure(0.1, 1e-9, 12_345_678.9);
        assertThat(Figure.ofLine(figure.line())).isEqualTo(figure);
    }

    private static Figure figure(double... values) {
        return Figure.of("25.0.3", "one/mlp", Contender.VECTOR, values, 0.25, "2025-01-31");
    }
}
