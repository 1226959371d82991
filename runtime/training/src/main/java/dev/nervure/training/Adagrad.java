package dev.nervure.training;

/**
 * Adagrad (Duchi, Hazan, Singer: Adaptive Subgradient Methods, JMLR 2011): {@code s += g²},
 * {@code w −= lr / (1 + (step − 1) · learningRateDecay) · g / (√s + eps)}. Weight decay adds {@code weightDecay · w} to
 * {@code g}.
 */
public record Adagrad(float learningRate, float learningRateDecay, float eps, float weightDecay) implements Optimizer {
    public Adagrad {
        Checks.positive("learning rate", learningRate);
        Checks.notNegative("learning rate decay", learningRateDecay);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
    }

    public Adagrad learningRateDecay(float learningRateDecay) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    public Adagrad eps(float eps) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    public Adagrad weightDecay(float weightDecay) {
        return new Adagrad(learningRate, learningRateDecay, eps, weightDecay);
    }

    @Override
    public int memory() {
        return 1;
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
