package dev.nervure.training;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter: Decoupled Weight Decay Regularization, ICLR 2019):
 * {@code w −= lr · weightDecay · w} before the step of {@link Adam}.
 */
public record AdamW(float learningRate, float beta1, float beta2, float eps, float weightDecay) implements Optimizer {
    public AdamW {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    public AdamW betas(float beta1, float beta2) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay);
    }

    public AdamW eps(float eps) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay);
    }

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
