package dev.nervure.training;

/**
 * Rectified Adam, as PyTorch's {@code RAdam} (Liu et al.: On the Variance of the Adaptive Learning Rate and Beyond, ICLR
 * 2020). The first steps, whose squares say too little, follow the mean of gradients alone: while {@code ρₜ = ρ∞ − 2t·β₂ᵗ
 * / (1 − β₂ᵗ) ≤ 5}, where {@code ρ∞ = 2 / (1 − β₂) − 1}. Later steps are those of {@link Adam} times {@code √((ρₜ − 4)(ρₜ
 * − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ))}. So it needs no warm-up.
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param weightDecay the factor of {@code w} in the gradient; 0 or more
 */
public record RAdam(float learningRate, float beta1, float beta2, float eps, float weightDecay) implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#rAdam} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public RAdam {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public RAdam weightDecay(float weightDecay) {
        return new RAdam(learningRate, beta1, beta2, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        double power = StrictMath.pow(beta2, (double) number);
        double most = 2 / (1.0 - beta2) - 1;
        double length = most - 2 * number * power / (1 - power);
        boolean rectified = length > 5;
        double factor = rectified
                ? StrictMath.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
                        * StrictMath.sqrt(1 - power)
                : 1;
        float rate = (float) (learningRate * factor / (1 - StrictMath.pow(beta1, (double) number)));
        return (w, g, scale, memory, from, to) -> update(w, g, scale, memory[0], memory[1], from, to, rate, rectified);
    }

    private void update(
            float[] w,
            float[] g,
            float scale,
            float[] means,
            float[] squares,
            int from,
            int to,
            float rate,
            boolean rectified) {
        float fresh1 = 1 - beta1;
        float fresh2 = 1 - beta2;
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + weightDecay * w[i];
            float m = beta1 * means[i] + fresh1 * d;
            float s = beta2 * squares[i] + fresh2 * d * d;
            means[i] = m;
            squares[i] = s;
            w[i] -= rate * m / (rectified ? (float) Math.sqrt(s) + eps : 1);
        }
    }
}
