package dev.nervure.training;

/**
 * Adam (Kingma, Ba: Adam: A Method for Stochastic Optimization, ICLR 2015): {@code m = β₁m + (1 − β₁)g}, {@code s = β₂s
 * + (1 − β₂)g²}, {@code w −= lr · m / (1 − β₁ᵗ) / (√(s / (1 − β₂ᵗ)) + eps)}. Weight decay adds {@code weightDecay · w}
 * to {@code g}; {@link AdamW} decays the weight itself.
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param weightDecay the factor of {@code w}; 0 or more
 */
public record Adam(float learningRate, float beta1, float beta2, float eps, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#adam} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param weightDecay the factor of {@code w}; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public Adam {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the two shares.
     *
     * @param beta1 the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 the share that the mean of squares keeps at each step; in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if a share is not in [0, 1)
     */
    public Adam betas(float beta1, float beta2) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    /**
     * Replaces the number added to the divisor.
     *
     * @param eps above 0
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not positive
     */
    public Adam eps(float eps) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public Adam weightDecay(float weightDecay) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        return new AdamStep(beta1, beta2, eps, weightDecay).at(number, learningRate, 1);
    }

    @Override
    public Step step(long number, double learningRate, Step last) {
        return ((AdamStep) last).at(number, learningRate, 1);
    }
}
