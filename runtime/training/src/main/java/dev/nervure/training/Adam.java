package dev.nervure.training;

/**
 * Adam (Kingma, Ba: Adam: A Method for Stochastic Optimization, ICLR 2015): {@code m = β₁m + (1 − β₁)g},
 * {@code s = β₂s + (1 − β₂)g²}, {@code w −= lr · m / (1 − β₁ᵗ) / (√(s / (1 − β₂ᵗ)) + eps)}. Weight decay adds
 * {@code weightDecay · w} to {@code g}; {@link AdamW} decays the weight itself.
 */
public record Adam(float learningRate, float beta1, float beta2, float eps, float weightDecay) implements Optimizer {
    public Adam {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    public Adam betas(float beta1, float beta2) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    public Adam eps(float eps) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    public Adam weightDecay(float weightDecay) {
        return new Adam(learningRate, beta1, beta2, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        return new AdamStep(number, learningRate, beta1, beta2, eps, weightDecay, 1);
    }
}
