package dev.nervure.training;

/**
 * Adam with Nesterov's momentum, as PyTorch's {@code NAdam} (Dozat: Incorporating Nesterov Momentum into Adam, ICLR
 * workshop 2016): {@code μₜ = β₁ · (1 − ½ · 0.96^(t · momentumDecay))}, {@code m = β₁·m + (1 − β₁)·g}, {@code s = β₂·s +
 * (1 − β₂)·g²}, {@code w −= lr · ((1 − μₜ) / (1 − Πμ₁…ₜ) · g + μₜ₊₁ / (1 − Πμ₁…ₜ₊₁) · m) / (√(s / (1 − β₂ᵗ)) + eps)}.
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param momentumDecay how fast the momentum reaches {@code β₁}; 0 or more
 * @param weightDecay the factor of {@code w} in the gradient; 0 or more
 */
public record NAdam(float learningRate, float beta1, float beta2, float eps, float momentumDecay, float weightDecay)
        implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#nAdam} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param momentumDecay how fast the momentum reaches {@code β₁}; 0 or more
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public NAdam {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("momentum decay", momentumDecay);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public NAdam weightDecay(float weightDecay) {
        return new NAdam(learningRate, beta1, beta2, eps, momentumDecay, weightDecay);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        double product = 1;
        for (long t = 1; t <= number && product > 1e-20; t++) { // 1 − 10⁻²⁰ is 1
            product *= momentum(t);
        }
        double next = momentum(number + 1);
        float ofGradient = (float) (learningRate * (1 - momentum(number)) / (1 - product));
        float ofMean = (float) (learningRate * next / (1 - product * next));
        float correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) number)));
        return (w, g, scale, memory, from, to) ->
                update(w, g, scale, memory[0], memory[1], from, to, ofGradient, ofMean, correction);
    }

    private double momentum(long step) {
        return beta1 * (1 - 0.5 * StrictMath.pow(0.96, step * (double) momentumDecay));
    }

    private void update(
            float[] w,
            float[] g,
            float scale,
            float[] means,
            float[] squares,
            int from,
            int to,
            float ofGradient,
            float ofMean,
            float correction) {
        float fresh1 = 1 - beta1;
        float fresh2 = 1 - beta2;
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + weightDecay * w[i];
            float m = beta1 * means[i] + fresh1 * d;
            float s = beta2 * squares[i] + fresh2 * d * d;
            means[i] = m;
            squares[i] = s;
            w[i] -= (ofGradient * d + ofMean * m) / (correction * (float) Math.sqrt(s) + eps);
        }
    }
}
