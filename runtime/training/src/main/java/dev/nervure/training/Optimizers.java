package dev.nervure.training;

/** The optimisers, with PyTorch's formulas and defaults. */
public final class Optimizers {
    private Optimizers() {}

    /** Gradient descent; {@link Sgd#momentum}, {@link Sgd#nesterov} and {@link Sgd#weightDecay} extend it. */
    public static Sgd sgd(float learningRate) {
        return new Sgd(learningRate, 0f, false, 0f);
    }

    /** RMSProp with a decay of 0.99. */
    public static RmsProp rmsProp(float learningRate) {
        return new RmsProp(learningRate, 0.99f, 1e-8f, 0f, 0f);
    }

    public static Adagrad adagrad(float learningRate) {
        return new Adagrad(learningRate, 0f, 1e-10f, 0f);
    }

    /** Adam with betas of 0.9 and 0.999. */
    public static Adam adam(float learningRate) {
        return new Adam(learningRate, 0.9f, 0.999f, 1e-8f, 0f);
    }

    /** Adam with betas of 0.9 and 0.999 and a decoupled weight decay of 0.01. */
    public static AdamW adamW(float learningRate) {
        return new AdamW(learningRate, 0.9f, 0.999f, 1e-8f, 0.01f);
    }
}
