package dev.nervure.training;

/**
 * RMSProp (Hinton: Neural Networks for Machine Learning, lecture 6e, 2012): {@code s = alpha · s + (1 − alpha) · g²},
 * {@code d = g / (√s + eps)}, {@code v = momentum · v + d}, {@code w −= lr · v}. Weight decay adds {@code weightDecay ·
 * w} to {@code g}.
 *
 * @param learningRate {@code lr}; above 0
 * @param alpha the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param momentum the share that the velocity {@code v} keeps at each step; in [0, 1)
 * @param weightDecay the factor of {@code w} in the gradient; 0 or more
 */
public record RmsProp(float learningRate, float alpha, float eps, float momentum, float weightDecay)
        implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#rmsProp} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param alpha the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param momentum the share that the velocity {@code v} keeps at each step; in [0, 1)
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @throws IllegalArgumentException if a value is not in its range
     */
    public RmsProp {
        Checks.positive("learning rate", learningRate);
        Checks.decay("alpha", alpha);
        Checks.positive("eps", eps);
        Checks.decay("momentum", momentum);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * Replaces the share that the mean of squares keeps.
     *
     * @param alpha in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public RmsProp alpha(float alpha) {
        return new RmsProp(learningRate, alpha, eps, momentum, weightDecay);
    }

    /**
     * Replaces the number added to the divisor.
     *
     * @param eps above 0
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not positive
     */
    public RmsProp eps(float eps) {
        return new RmsProp(learningRate, alpha, eps, momentum, weightDecay);
    }

    /**
     * Replaces the momentum.
     *
     * @param momentum the share that the velocity keeps at each step; in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public RmsProp momentum(float momentum) {
        return new RmsProp(learningRate, alpha, eps, momentum, weightDecay);
    }

    /**
     * Replaces the weight decay.
     *
     * @param weightDecay the factor of {@code w} in the gradient; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public RmsProp weightDecay(float weightDecay) {
        return new RmsProp(learningRate, alpha, eps, momentum, weightDecay);
    }

    @Override
    public int memory() {
        return momentum == 0 ? 1 : 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        float rate = (float) learningRate;
        float fresh = (float) (1.0 - alpha);
        return momentum == 0
                ? (w, g, scale, memory, from, to) ->
                        plain(w, g, scale, memory[0], from, to, rate, alpha, fresh, eps, weightDecay)
                : (w, g, scale, memory, from, to) -> heavy(
                        w, g, scale, memory[0], memory[1], from, to, rate, alpha, fresh, eps, momentum, weightDecay);
    }

    private static void plain(
            float[] w,
            float[] g,
            float scale,
            float[] squares,
            int from,
            int to,
            float rate,
            float alpha,
            float fresh,
            float eps,
            float decay) {
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + decay * w[i];
            float s = alpha * squares[i] + fresh * d * d;
            squares[i] = s;
            w[i] -= rate * d / ((float) Math.sqrt(s) + eps);
        }
    }

    private static void heavy(
            float[] w,
            float[] g,
            float scale,
            float[] squares,
            float[] velocity,
            int from,
            int to,
            float rate,
            float alpha,
            float fresh,
            float eps,
            float momentum,
            float decay) {
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + decay * w[i];
            float s = alpha * squares[i] + fresh * d * d;
            float v = momentum * velocity[i] + d / ((float) Math.sqrt(s) + eps);
            squares[i] = s;
            velocity[i] = v;
            w[i] -= rate * v;
        }
    }
}
