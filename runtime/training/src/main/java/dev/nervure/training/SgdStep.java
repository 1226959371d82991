package dev.nervure.training;

/** The step of {@link Sgd}. */
final class SgdStep implements Optimizer.Step {
    private final float momentum;
    private final boolean lookAhead;
    private final float decay;
    private float rate;

    SgdStep(Sgd settings) {
        this.momentum = settings.momentum();
        this.lookAhead = settings.lookAhead();
        this.decay = settings.weightDecay();
    }

    SgdStep at(double learningRate) {
        this.rate = (float) learningRate;
        return this;
    }

    @Override
    public void update(float[] w, float[] g, float scale, float[][] memory, int from, int to) {
        if (momentum == 0) {
            plain(w, g, scale, from, to, rate, decay);
            return;
        }
        // With look-ahead w −= lr · (d + momentum · v), without w −= lr · v: one loop for both.
        float ofGradient = lookAhead ? rate : 0f;
        float ofVelocity = lookAhead ? rate * momentum : rate;
        heavy(w, g, scale, memory[0], from, to, momentum, decay, ofGradient, ofVelocity);
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
