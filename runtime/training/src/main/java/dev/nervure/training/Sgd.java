package dev.nervure.training;

/**
 * Gradient descent: {@code d = g + weightDecay · w}, {@code v = momentum · v + d}, {@code w −= lr · v}; with Nesterov's
 * look-ahead {@code w −= lr · (d + momentum · v)} (Sutskever et al.: On the importance of initialization and momentum
 * in deep learning, ICML 2013, in PyTorch's form).
 *
 * @param learningRate {@code lr}; above 0
 * @param momentum the share that the velocity {@code v} keeps at each step; in [0, 1)
 * @param lookAhead whether to use Nesterov's form
 * @param weightDecay the factor of {@code w} in the gradient; 0 or more
 */
public record Sgd(float learningRate, float momentum, boolean lookAhead, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#sgd} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param momentum the share that the velocity {@code v} keeps at each step; in [0, 1)
     * @param lookAhead whether to use Nesterov's form
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @throws IllegalArgumentException if a value is not in its range, or Nesterov's form has no momentum
     */
    public Sgd {
        Checks.positive("learning rate", learningRate);
        Checks.decay("momentum", momentum);
        Checks.notNegative("weight decay", weightDecay);
        if (lookAhead && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's look-ahead needs a momentum; call momentum(…) first");
        }
    }

    /**
     * Replaces the momentum.
     *
     * @param momentum the share that the velocity keeps at each step; in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not in [0, 1), or 0 in Nesterov's form
     */
    public Sgd momentum(float momentum) {
        return new Sgd(learningRate, momentum, lookAhead, weightDecay);
    }

    /**
     * Uses Nesterov's look-ahead.
     *
     * @return a new optimiser
     * @throws IllegalArgumentException if the momentum is 0
     */
    public Sgd nesterov() {
        return new Sgd(learningRate, momentum, true, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public Sgd weightDecay(float weightDecay) {
        return new Sgd(learningRate, momentum, lookAhead, weightDecay);
    }

    @Override
    public int memory() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public boolean leavesZeros() {
        return momentum == 0 && weightDecay == 0;
    }

    @Override
    public Step step(long number, double learningRate) {
        return new SgdStep(this).at(learningRate);
    }

    @Override
    public Step step(long number, double learningRate, Step last) {
        return ((SgdStep) last).at(learningRate);
    }
}
