package dev.nervure.training;

import java.util.List;

/** How the learning rate changes during training: each step uses the optimiser's learning rate times a factor. */
@FunctionalInterface
public interface Schedule {
    /**
     * The factor for one step.
     *
     * @param epoch the running epoch, from 0
     * @param epochs the number of epochs of the run
     * @param step the number of steps since training began, from 0; one step is one update of the weights
     * @return the factor, 1 for the optimiser's own learning rate
     */
    double factor(int epoch, int epochs, long step);

    /**
     * The factor for one step, by all that is known of the run. Training calls this one.
     *
     * @param moment where the run stands
     * @return {@link #factor} of its epoch and step, if not overridden
     */
    default double at(Moment moment) {
        return factor(moment.epoch(), moment.epochs(), moment.step());
    }

    /**
     * Where a training run stands before a step.
     *
     * @param epoch the running epoch, from 0
     * @param epochs the number of epochs of the run
     * @param step the number of steps since training began, from 0
     * @param share how much of the running epoch is done, in 0 … 1; 0 as long as the size of a stream is not known
     * @param history the epochs that are done
     */
    record Moment(int epoch, int epochs, long step, double share, List<TrainingHistory.Epoch> history) {
        /**
         * How much of the run is done.
         *
         * @return {@code (epoch + share) / epochs}, in 0 … 1
         */
        public double done() {
            return (epoch + share) / epochs;
        }
    }

    /**
     * The optimiser's learning rate in every step.
     *
     * @return the factor 1
     */
    static Schedule constant() {
        return (epoch, epochs, step) -> 1;
    }

    /**
     * The learning rate falls every few epochs: PyTorch's {@code StepLR}.
     *
     * @param every the number of epochs with the same learning rate
     * @param gamma what the rate is multiplied by after them; above 0
     * @return the factor {@code gamma^⌊epoch / every⌋}
     * @throws IllegalArgumentException if a value is not positive
     */
    static Schedule step(int every, float gamma) {
        Checks.positive("the number of epochs between two steps of the schedule", every);
        Checks.positive("gamma", gamma);
        return (epoch, epochs, step) -> {
            int times = epoch / every;
            return StrictMath.pow(gamma, times);
        };
    }

    /**
     * The learning rate falls after every epoch: PyTorch's {@code ExponentialLR}.
     *
     * @param gamma what the rate is multiplied by after each epoch; above 0
     * @return the factor {@code gamma^epoch}
     * @throws IllegalArgumentException if it is not positive
     */
    static Schedule exponential(float gamma) {
        return step(1, gamma);
    }

    /**
     * Half a cosine from 1 in the first epoch towards 0 after the last: PyTorch's {@code CosineAnnealingLR}
     * (Loshchilov, Hutter: SGDR, ICLR 2017).
     *
     * @return the factor {@code (1 + cos(π · epoch / epochs)) / 2}
     */
    static Schedule cosine() {
        return (epoch, epochs, step) -> (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
    }

    /**
     * Half a cosine from 1 at the first step towards 0 after the last. Each step has its own rate, where {@link #cosine}
     * has one for each epoch.
     *
     * @return the factor {@code (1 + cos(π · done)) / 2}
     */
    static Schedule cosineBySteps() {
        return new ByMoment(moment -> halfCosine(moment.done()));
    }

    /**
     * A straight line from 1 at the first step to a last factor after the last step.
     *
     * @param last the factor at the end, 0 or more
     * @return the factor {@code 1 + done · (last − 1)}
     * @throws IllegalArgumentException if {@code last} is negative
     */
    static Schedule linear(float last) {
        Checks.notNegative("the last factor", last);
        return new ByMoment(moment -> 1 + moment.done() * (last - 1.0));
    }

    /**
     * Rises by half a cosine from 1/25 to 1 over a first part of the run, then falls by half a cosine to 1/250,000:
     * PyTorch's {@code OneCycleLR} without its cycle of the momentum (Smith, Topin: Super-Convergence, 2018). The
     * optimiser's learning rate is the largest.
     *
     * @param rise the part of the run in which the rate rises, between 0 and 1; PyTorch's default is 0.3
     * @return the schedule
     * @throws IllegalArgumentException if {@code rise} is not between 0 and 1
     */
    static Schedule oneCycle(float rise) {
        if (!(rise > 0 && rise < 1)) {
            throw new IllegalArgumentException("the part in which the rate rises must be between 0 and 1, got " + rise);
        }
        double first = 1 / 25.0;
        double last = first / 1e4;
        return new ByMoment(moment -> {
            double done = moment.done();
            return done < rise
                    ? 1 + (first - 1) * halfCosine(done / rise)
                    : last + (1 - last) * halfCosine((done - rise) / (1 - rise));
        });
    }

    /**
     * Half a cosine from 1 towards 0, again and again: PyTorch's {@code CosineAnnealingWarmRestarts} (Loshchilov, Hutter:
     * SGDR, ICLR 2017).
     *
     * @param first the length of the first cosine in epochs, at least 1
     * @param times how many times as long each is as the one before, at least 1
     * @return the schedule; each step has its own rate
     * @throws IllegalArgumentException if a value is less than 1
     */
    static Schedule warmRestarts(int first, int times) {
        Checks.positive("the epochs of the first cosine", first);
        Checks.positive("the factor of their lengths", times);
        return new ByMoment(moment -> {
            double since = moment.epoch() + moment.share();
            double length = first;
            while (since >= length) {
                since -= length;
                length *= times;
            }
            return halfCosine(since / length);
        });
    }

    /**
     * The learning rate falls whenever the loss has not fallen for some epochs, on the validation samples if there are
     * any: PyTorch's {@code ReduceLROnPlateau}. A loss that falls by less than a ten-thousandth does not count as fallen.
     *
     * @param gamma what the rate is multiplied by; between 0 and 1
     * @param patience how many epochs in a row without a lower loss are accepted
     * @return the schedule
     * @throws IllegalArgumentException if {@code gamma} is not between 0 and 1, or {@code patience} is negative
     */
    static Schedule plateau(float gamma, int patience) {
        if (!(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException("gamma must be between 0 and 1, got " + gamma);
        }
        Checks.notNegative("patience", patience);
        return new ByMoment(moment -> {
            double best = Double.POSITIVE_INFINITY;
            int without = 0;
            int falls = 0;
            for (TrainingHistory.Epoch epoch : moment.history()) {
                double loss = EarlyStopping.of(epoch, "");
                if (loss < best * (1 - 1e-4)) {
                    best = loss;
                    without = 0;
                } else if (++without > patience) {
                    falls++;
                    without = 0;
                }
            }
            return StrictMath.pow(gamma, falls);
        });
    }

    private static double halfCosine(double done) {
        return (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    /**
     * Lets the learning rate rise in a straight line before it follows this schedule.
     *
     * @param steps the number of steps, not epochs, until the full rate is reached
     * @return the factor of this schedule times {@code min(1, (step + 1) / steps)}
     * @throws IllegalArgumentException if {@code steps} is less than 1
     */
    default Schedule warmUp(int steps) {
        Checks.positive("the number of steps to warm up", steps);
        return new ByMoment(moment -> at(moment) * Math.min(1, (moment.step() + 1.0) / steps));
    }
}
