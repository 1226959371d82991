package dev.nervure.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.training.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextYearTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void forecastsBetterThanOneWouldGuess(long seed) {
        Series series = Series.load();
        NextYearModel model = NextYearModel.create(seed);
        Main.train(model, series, seed, new TrainingListener() {});
        int from = series.before(Main.HELD_OUT);
        Errors network = Errors.of(Windows.forecaster(model), series.values(), from);
        Errors lastValue = Errors.of(Forecaster::lastValue, series.values(), from);
        Errors lastYear = Errors.of(Forecaster::lastYear, series.values(), from);
        Errors growth = Errors.of(Forecaster::lastYearAndGrowth, series.values(), from);
        assertThat(network.meanAbsolute())
                .isLessThan(lastValue.meanAbsolute() / 4)
                .isLessThan(lastYear.meanAbsolute() / 2)
                .isLessThan(growth.meanAbsolute() * 0.9);
        assertThat(network.rootMeanSquare())
                .isLessThan(lastValue.rootMeanSquare() / 4)
                .isLessThan(lastYear.rootMeanSquare() / 2)
                .isLessThan(growth.rootMeanSquare() * 0.9);
    }
}
