package dev.nervure.training;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter: Decoupled Weight Decay Regularization, ICLR 2019): {@code w −=
 * lr · weightDecay · w} before the step of {@link Adam}.
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
 */
public record AdamW(float learningRate, float beta1, float beta2, float eps, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#adamW} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public AdamW {
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
    public AdamW betas(float beta1, float beta2) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay);
    }

    /**
     * Replaces the number added to the divisor.
     *
     * @param eps above 0
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not positive
     */
    public AdamW eps(float eps) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public AdamW weightDecay(float weightDecay) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        return new AdamStep(number, learningRate, beta1, beta2, eps, 0, 1 - learningRate * weightDecay);
    }
}
