package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter: Decoupled Weight Decay Regularization, ICLR 2019): {@code w −=
 * lr · weightDecay · w} before the step of {@link Adam}.
 *
 * <p>As in PyTorch all parameters decay, biases and the weights of norms too. {@link #weightDecay(String, float)} makes
 * exceptions:
 *
 * <pre>{@code
 * Optimizers.adamW(1e-3f).weightDecay(0.1f).weightDecay("*.bias", 0).weightDecay("*norm*", 0)
 * }</pre>
 *
 * @param learningRate {@code lr}; above 0
 * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
 * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
 * @param eps added to the divisor; above 0
 * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
 * @param exceptions other weight decays, by the names of the parameters that have them, where {@code *} stands for
 *     anything; of several that match a parameter, the last counts
 */
public record AdamW(
        float learningRate, float beta1, float beta2, float eps, float weightDecay, Map<String, Float> exceptions)
        implements Optimizer {
    /**
     * An optimiser with all settings given; {@link Optimizers#adamW} has PyTorch's defaults.
     *
     * @param learningRate {@code lr}; above 0
     * @param beta1 {@code β₁}, the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 {@code β₂}, the share that the mean of squares keeps at each step; in [0, 1)
     * @param eps added to the divisor; above 0
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @param exceptions other weight decays, by the names of the parameters that have them
     * @throws IllegalArgumentException if a value is not in its range
     */
    public AdamW {
        Checks.positive("learning rate", learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.positive("eps", eps);
        Checks.notNegative("weight decay", weightDecay);
        exceptions = Collections.unmodifiableMap(new LinkedHashMap<>(exceptions));
        exceptions.forEach((names, decay) -> Checks.notNegative("weight decay of '" + names + "'", decay));
    }

    /**
     * Replaces the two shares.
     *
     * @param beta1 the share that the mean of gradients keeps at each step; in [0, 1)
     * @param beta2 the share that the mean of squares keeps at each step; in [0, 1)
     * @return a new optimiser
     * @throws IllegalArgumentException if a share is not in [0, 1)
     */
    public AdamW betas(float beta1, float beta2) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay, exceptions);
    }

    /**
     * Replaces the number added to the divisor.
     *
     * @param eps above 0
     * @return a new optimiser
     * @throws IllegalArgumentException if it is not positive
     */
    public AdamW eps(float eps) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay, exceptions);
    }

    /**
     * Replaces the weight decay of all parameters that have no other.
     *
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public AdamW weightDecay(float weightDecay) {
        return new AdamW(learningRate, beta1, beta2, eps, weightDecay, exceptions);
    }

    /**
     * Sets another weight decay for some parameters.
     *
     * @param names whose: a parameter's name, where {@code *} stands for anything, such as {@code *.bias}; of several
     *     calls that match a parameter, the last counts
     * @param weightDecay the part of {@code w} that a step takes away, before it is multiplied by {@code lr}; 0 or more
     * @return a new optimiser
     * @throws IllegalArgumentException if it is negative
     */
    public AdamW weightDecay(String names, float weightDecay) {
        Map<String, Float> more = new LinkedHashMap<>(exceptions);
        more.remove(names); // to the end
        more.put(names, weightDecay);
        return new AdamW(learningRate, beta1, beta2, eps, this.weightDecay, more);
    }

    @Override
    public Function<Parameter, Optimizer> over(Weights weights) {
        Map<Parameter, Optimizer> others = new HashMap<>();
        exceptions.forEach((names, decay) -> {
            Optimizer other = new AdamW(learningRate, beta1, beta2, eps, decay, Map.of());
            Checks.named("a weight decay", names, weights).forEach(parameter -> others.put(parameter, other));
        });
        return parameter -> others.getOrDefault(parameter, this);
    }

    @Override
    public int memory() {
        return 2;
    }

    @Override
    public Step step(long number, double learningRate) {
        return new AdamStep(beta1, beta2, eps, 0).at(number, learningRate, 1 - learningRate * weightDecay);
    }

    @Override
    public Step step(long number, double learningRate, Step last) {
        return ((AdamStep) last).at(number, learningRate, 1 - learningRate * weightDecay);
    }
}
