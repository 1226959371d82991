package dev.nervure.training;

/** How the learning rate changes while training runs: a factor on the optimiser's own. */
@FunctionalInterface
public interface Schedule {
    /**
     * The factor for one step.
     *
     * @param epoch the running epoch, from 0
     * @param epochs how many there will be
     * @param step the steps done since training began
     */
    double factor(int epoch, int epochs, long step);

    /** The optimiser's learning rate throughout. */
    static Schedule constant() {
        return (epoch, epochs, step) -> 1;
    }

    /** {@code gamma} to the power of {@code epoch / every}, rounded down: PyTorch's {@code StepLR}. */
    static Schedule step(int every, float gamma) {
        Checks.positive("the number of epochs between two steps of the schedule", every);
        Checks.positive("gamma", gamma);
        return (epoch, epochs, step) -> {
            int times = epoch / every;
            return StrictMath.pow(gamma, times);
        };
    }

    /** {@code gamma} to the power of {@code epoch}: PyTorch's {@code ExponentialLR}. */
    static Schedule exponential(float gamma) {
        return step(1, gamma);
    }

    /** Half a cosine from 1 in the first epoch towards 0 after the last: PyTorch's {@code CosineAnnealingLR}. */
    static Schedule cosine() {
        return (epoch, epochs, step) -> (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
    }

    /** This schedule, reached in a straight line over the first {@code steps} steps. */
    default Schedule warmUp(int steps) {
        Checks.positive("the number of steps to warm up", steps);
        return (epoch, epochs, step) -> factor(epoch, epochs, step) * Math.min(1, (step + 1.0) / steps);
    }
}
