package dev.nervure.training;

/**
 * Lion (Chen et al.: Symbolic Discovery of Optimization Algorithms, NeurIPS 2023): every weight moves by the learning
 * rate, towards the sign of a running mean of its gradient. {@code c = β₁·m + (1 − β₁)·g}, {@code w −= lr · (sign(c) +
 * weightDecay · w)}, {@code m = β₂·m + (1 − β₂)·g}. It remembers half of what {@link AdamW} does; its learning rate is
 * usually three to ten times smaller, its weight decay as many times larger.
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share of the mean in the direction of a step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean keeps at each step; in [0, 1)
 * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
 */
public record Lion(float learningRate, float beta1, float beta2, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#lion} has the paper's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share of the mean in the direction of a step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean keeps at each step; in [0, 1)
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public Lion {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the two shares.
     *
     * @param beta1 the share of the mean in the direction of a step; in [0, 1)
     * @param beta2 the share that the mean keeps at each step; in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if a share is not in [0, 1)
     */
    public Lion betas(float beta1, float beta2) {
        return new Lion(learningRate, beta1, beta2, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public Lion weightDecay(float weightDecay) {
        return new Lion(learningRate, beta1, beta2, weightDecay);
    }

    @Override
    public int memory() {
        return 1;
    }

    @Override
    public Step step(long number, double learningRate) {
        float rate = (float) learningRate;
        float keep = (float) (1 - learningRate * weightDecay);
        return (w, g, scale, memory, from, to) -> update(w, g, scale, memory[0], from, to, rate, keep, beta1, beta2);
    }

    private static void update(
            float[] w,
            float[] g,
            float scale,
            float[] means,
            int from,
            int to,
            float rate,
            float keep,
            float beta1,
            float beta2) {
        for (int i = from; i < to; i++) {
            float d = scale * g[i];
            float m = means[i];
            w[i] = keep * w[i] - rate * Math.signum(beta1 * m + (1 - beta1) * d);
            means[i] = beta2 * m + (1 - beta2) * d;
        }
    }
}
