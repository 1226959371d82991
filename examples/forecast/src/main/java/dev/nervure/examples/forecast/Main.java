package dev.nervure.examples.forecast;

import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Learns to forecast a year of carbon dioxide, and compares itself with what one would guess without learning. */
public final class Main {
    /** The last ten years are kept apart to be judged by. */
    static final YearMonth HELD_OUT = YearMonth.of(1992, 1);

    private static final int SHOWN = 48; // months

    private Main() {}

    public static void main(String[] args) {
        Series series = Series.load();
        NextYearModel model = NextYearModel.create(1);
        train(model, series, 1, ConsoleProgress.create());
        showErrors(model, series);
        showLastYear(model, series);
    }

    /** How the example learns, from the months before {@link #HELD_OUT} alone: the same for every seed. */
    static void train(NextYearModel model, Series series, long seed, TrainingListener listener) {
        float[] known = Arrays.copyOf(series.values(), series.before(HELD_OUT));
        Trainer.of(model)
                .optimizer(Optimizers.adamW(5e-3f))
                .schedule(Schedule.cosine())
                .batchSize(32)
                .epochs(100)
                .seed(seed)
                .listener(listener)
                .fit(Windows.of(known));
    }

    /** The network last, so that one sees what it adds. */
    static Map<String, Forecaster> forecasters(NextYearModel model) {
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        forecasters.put("the last month again", Forecaster::lastValue);
        forecasters.put("the last year again", Forecaster::lastYear);
        forecasters.put("the last year and its growth", Forecaster::lastYearAndGrowth);
        forecasters.put("the network", Windows.forecaster(model));
        return forecasters;
    }

    private static void showErrors(NextYearModel model, Series series) {
        say("%nOff by so many parts per million, a year ahead, from each month since %s:%n", HELD_OUT);
        say("%-28s  %6s  %6s", "forecast", "MAE", "RMSE");
        forecasters(model).forEach((name, forecaster) -> {
            Errors errors = Errors.of(forecaster, series.values(), series.before(HELD_OUT));
            say("%-28s  %6.2f  %6.2f", name, errors.meanAbsolute(), errors.rootMeanSquare());
        });
    }

    private static void showLastYear(NextYearModel model, Series series) {
        float[] known = Arrays.copyOf(series.values(), series.size() - Forecaster.YEAR);
        float[] forecast = Windows.forecaster(model).nextYear(known);
        int from = series.size() - SHOWN;
        float[] measured = Arrays.copyOfRange(series.values(), from, series.size());
        say("%nMeasured (o) and forecast (+) parts per million; both at one place (*):%n");
        say("%s", Plot.of(series.first().plusMonths(from), measured, forecast));
    }

    private static void say(String format, Object... args) {
        System.out.printf(Locale.ROOT, format + "%n", args);
    }
}
