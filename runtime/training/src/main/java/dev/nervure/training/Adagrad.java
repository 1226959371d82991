package dev.nervure.training;

/**
 * Adagrad (Duchi, Hazan, Singer: Adaptive Subgradient Methods, JMLR 2011): {@code s += g²}, {@code w −= lr / (1 + (step
 * − 1) · learningRateDecay) · g / (√s + eps)}. Weight decay adds {@code weightDecay · w} to {@code g}.
 *
 * @param learningRate {@code lr}; above 0
 * @param learningRateDecay how fast the learning rate falls, as in the formula; 0 or more
 * @param eps added to the divisor; above 0
 * @param weightDecay the factor of {@code w} in the gradient; 0 or more
 */
public record Adagrad(float learningRate, float learningRateDecay, float eps, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#adagrad} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param learningRateDecay how fast the learning rate falls, as in the formula; 0 or more
     * @param eps added to the divisor; above 0
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public Adagrad {
        Checks.positive("learning rate", learningRate);
        Checks.notNegative("learning rate decay", learningRateDecay);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the decay of the learning rate.
     *
     * @param learningRateDecay how fast the learning rate falls; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public Adagrad learningRateDecay(float learningRateDecay) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    /**
     * Replaces the number added to the divisor.
     *
     * @param eps above 0
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not positive
     */
    public Adagrad eps(float eps) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public Adagrad weightDecay(float weightDecay) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 1;
    }

    @Override
    public boolean leavesZeros() {
        return weightDecay == 0;
    }

    @Override
    public Step step(long number, double learningRate) {
        float rate = (float) (learningRate / (1 + (number - 1) * (double) learningRateDecay));
        return (w, g, scale, memory, from, to) -> update(w, g, scale, memory[0], from, to, rate, eps, weightDecay);
    }

    private static void update(
            float[] w, float[] g, float scale, float[] sums, int from, int to, float rate, float eps, float decay) {
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + decay * w[i];
            float s = sums[i] + d * d;
            sums[i] = s;
            w[i] -= rate * d / ((float) Math.sqrt(s) + eps);
        }
    }
}
