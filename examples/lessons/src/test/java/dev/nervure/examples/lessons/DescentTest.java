package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DescentTest {
    private final Descent lesson = new Descent();

    @Test
    void oneParameterAtATimeIsTheSlowest() {
        Map<String, Descent.Way> ways = lesson.ways(lesson.everything());
        assertThat(ways).hasSize(4);
        ways.values().forEach(way -> assertThat(way.passes().get(way.passes().size() - 1))
                .isBetween(Descent.BUDGET - 30, Descent.BUDGET));
        double search = ways.get("coordinate search").lastLoss();
        assertThat(ways.get("SGD").lastLoss()).isLessThan(search / 2);
        assertThat(ways.get("momentum").lastLoss()).isLessThan(search / 10);
        assertThat(ways.get("Adam").lastLoss()).isLessThan(search / 10);
    }

    @Test
    void onASliceOnlyTwoParametersMove() {
        int[] slice = lesson.slice();
        double[] start = new Landscape().start();
        lesson.ways(slice).values().forEach(way -> {
            double[] end = way.places().get(way.places().size() - 1);
            for (int i = 0; i < start.length; i++) {
                if (i == slice[0] || i == slice[1]) {
                    assertThat(end[i]).isNotEqualTo(start[i]);
                } else {
                    assertThat(end[i]).isEqualTo(start[i]);
                }
            }
        });
    }

    /** A matrix of second derivatives: symmetric, and not only a diagonal. */
    @Test
    void parametersAreCoupled() {
        double[][] coupling = lesson.coupling();
        double largest = Descent.largest(coupling);
        assertThat(Descent.asymmetry(coupling)).isCloseTo(0, within(0.01 * largest));
        for (int i = 0; i < coupling.length; i++) {
            coupling[i][i] = 0;
        }
        assertThat(Descent.largest(coupling)).isGreaterThan(0.1 * largest);
    }

    /** The gradient that generated code gives is the slope of the loss. */
    @Test
    void gradientIsTheSlope() {
        Landscape landscape = new Landscape();
        double[] at = landscape.start();
        double[] gradient = landscape.gradient(at);
        for (int i = 0; i < at.length; i++) {
            double old = at[i];
            at[i] = old + 1e-2;
            double above = landscape.loss(at);
            at[i] = old - 1e-2;
            double below = landscape.loss(at);
            at[i] = old;
            assertThat((above - below) / 2e-2).isCloseTo(gradient[i], within(1e-3));
        }
    }
}
