package dev.nervure.training;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A schedule that looks at more than epoch and step. */
record ByMoment(ToDoubleFunction<Schedule.Moment> rate) implements Schedule {
    @Override
    public double factor(int epoch, int epochs, long step) {
        return at(new Moment(epoch, epochs, step, 0, List.of()));
    }

    @Override
    public double at(Moment moment) {
        return rate.applyAsDouble(moment);
    }
}
