package dev.nervure.training;

import java.util.Map;

/** The optimisers, with PyTorch's formulas and defaults. */
public final class Optimizers {
    private Optimizers() {}

    /**
     * Gradient descent without momentum. {@link Sgd#momentum}, {@link Sgd#nesterov} and {@link Sgd#weightDecay} extend
     * it.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static Sgd sgd(float learningRate) {
        return new Sgd(learningRate, 0f, false, 0f);
    }

    /**
     * RMSProp with {@code alpha} 0.99, {@code eps} 10⁻⁸, no momentum and no weight decay.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static RmsProp rmsProp(float learningRate) {
        return new RmsProp(learningRate, 0.99f, 1e-8f, 0f, 0f);
    }

    /**
     * Adagrad with {@code eps} 10⁻¹⁰, a constant learning rate and no weight decay.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static Adagrad adagrad(float learningRate) {
        return new Adagrad(learningRate, 0f, 1e-10f, 0f);
    }

    /**
     * Adam with betas of 0.9 and 0.999, {@code eps} 10⁻⁸ and no weight decay.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static Adam adam(float learningRate) {
        return new Adam(learningRate, 0.9f, 0.999f, 1e-8f, 0f);
    }

    /**
     * Adam with Nesterov's momentum: betas of 0.9 and 0.999, {@code eps} 10⁻⁸, a momentum decay of 0.004 and no weight
     * decay.
     *
     * @param learningRate above 0; PyTorch's default is 0.002
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static NAdam nAdam(float learningRate) {
        return new NAdam(learningRate, 0.9f, 0.999f, 1e-8f, 4e-3f, 0f);
    }

    /**
     * Rectified Adam with betas of 0.9 and 0.999, {@code eps} 10⁻⁸ and no weight decay.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static RAdam rAdam(float learningRate) {
        return new RAdam(learningRate, 0.9f, 0.999f, 1e-8f, 0f);
    }

    /**
     * Lion with betas of 0.9 and 0.99 and no weight decay.
     *
     * @param learningRate above 0; usually three to ten times smaller than that of AdamW
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static Lion lion(float learningRate) {
        return new Lion(learningRate, 0.9f, 0.99f, 0f);
    }

    /**
     * AdamW with betas of 0.9 and 0.999, {@code eps} 10⁻⁸ and a decoupled weight decay of 0.01
     * of all parameters.
     *
     * @param learningRate above 0
     * @return the optimiser
     * @throws IllegalArgumentException if the learning rate is not positive
     */
    public static AdamW adamW(float learningRate) {
        return new AdamW(learningRate, 0.9f, 0.999f, 1e-8f, 0.01f, Map.of());
    }
}
