package dev.nervure.training;

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
     * Lets the learning rate rise in a straight line before it follows this schedule.
     *
     * @param steps the number of steps, not epochs, until the full rate is reached
     * @return the factor of this schedule times {@code min(1, (step + 1) / steps)}
     * @throws IllegalArgumentException if {@code steps} is less than 1
     */
    default Schedule warmUp(int steps) {
        Checks.positive("the number of steps to warm up", steps);
        return (epoch, epochs, step) -> factor(epoch, epochs, step) * Math.min(1, (step + 1.0) / steps);
    }
}
