package dev.nervure.training;

/**
 * Gradient descent: {@code d = g + weightDecay · w}, {@code v = momentum · v + d}, {@code w −= lr · v}; with Nesterov's
 * look-ahead {@code w −= lr · (d + momentum · v)} (Sutskever et al.: On the importance of initialization and momentum in
 * deep learning, ICML 2013, in PyTorch's form).
 */
public record Sgd(float learningRate, float momentum, boolean lookAhead, float weightDecay) implements Optimizer {
    public Sgd {
        Checks.positive("learning rate", learningRate);
        Checks.decay("momentum", momentum);
        Checks.notNegative("weight decay", weightDecay);
        if (lookAhead && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's look-ahead needs a momentum; call momentum(…) first");
        }
    }

    public Sgd momentum(float momentum) {
        return new Sgd(learningRate, momentum, lookAhead, weightDecay);
    }

    /** With Nesterov's look-ahead; needs a momentum. */
    public Sgd nesterov() {
        return new Sgd(learningRate, momentum, true, weightDecay);
    }

    public Sgd weightDecay(float weightDecay) {
        return new Sgd(learningRate, momentum, lookAhead, weightDecay);
    }

    @Override
    public int memory() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public Step step(long number, double learningRate) {
        float rate = (float) learningRate;
        if (momentum == 0) {
            return (w, g, scale, memory, from, to) -> plain(w, g, scale, from, to, rate, weightDecay);
        }
        // With look-ahead w −= lr · (d + momentum · v), without w −= lr · v: one loop for both.
        float ofGradient = lookAhead ? rate : 0f;
        float ofVelocity = lookAhead ? rate * momentum : rate;
        return (w, g, scale, memory, from, to) ->
                heavy(w, g, scale, memory[0], from, to, momentum, weightDecay, ofGradient, ofVelocity);
    }

    private static void plain(float[] w, float[] g, float scale, int from, int to, float rate, float decay) {
        for (int i = from; i < to; i++) {
            w[i] -= rate * (scale * g[i] + decay * w[i]);
        }
    }

    private static void heavy(
            float[] w,
            float[] g,
            float scale,
            float[] velocity,
            int from,
            int to,
            float momentum,
            float decay,
            float ofGradient,
            float ofVelocity) {
        for (int i = from; i < to; i++) {
            float d = scale * g[i] + decay * w[i];
            float v = momentum * velocity[i] + d;
            velocity[i] = v;
            w[i] -= ofGradient * d + ofVelocity * v;
        }
    }
}
