package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import java.util.function.Function;

/**
 * How weights follow their gradients. An optimiser is a specification and never changes: what it remembers of each
 * weight (a velocity, a running mean) belongs to the training run, which hands it over with the weights.
 */
public interface Optimizer {
    /**
     * The learning rate before a schedule scales it.
     *
     * @return the learning rate
     */
    float learningRate();

    /**
     * The number of values that the optimiser remembers of each weight. They begin at zero.
     *
     * @return the number of floats for each weight, such as 1 for a velocity
     */
    int memory();

    /**
     * Chooses the optimiser of each parameter of a model. Override it where parameters are treated differently.
     *
     * @param weights all parameters of the model
     * @return an optimiser for each parameter; this one for all if not overridden
     * @throws IllegalArgumentException if a setting is for a name that no parameter has
     */
    default Function<Parameter, Optimizer> over(Weights weights) {
        return parameter -> this;
    }

    /**
     * Another optimiser for some parameters, such as a smaller learning rate for a network that was trained before:
     *
     * <pre>{@code
     * Optimizers.adamW(1e-4f).with("head.*", Optimizers.adamW(1e-3f))
     * }</pre>
     *
     * <p>A schedule scales the learning rates of both. It is what PyTorch calls a parameter group.
     *
     * @param names whose: a parameter's name, where {@code *} stands for anything; of several calls that match a
     *     parameter, the last counts
     * @param other the optimiser of these parameters, of this kind or of another
     * @return an optimiser of all parameters
     */
    default Optimizer with(String names, Optimizer other) {
        return new Grouped(this, names, other);
    }

    /**
     * This optimiser, but for tables that are only looked up, such as an {@code Embedding}: of those a step changes and
     * remembers the rows alone that its batch looked up, in time that does not grow with the table.
     *
     * <p>It is what PyTorch's {@code SparseAdam} does. Weight decay, momentum, running means and penalties act on a row in the
     * steps that look it up; the correction for the first steps counts all steps. Tables of fewer than 1,024 numbers, and
     * those that are multiplied elsewhere, change as without it. Where it makes no difference to the result, as with SGD without
     * momentum and weight decay, tables are updated this way by themselves.
     *
     * @return an optimiser of all parameters
     */
    default Optimizer sparse() {
        return new Sparse(this);
    }

    /**
     * Whether a weight whose gradient is 0 stays as it is, together with what is remembered of it: then steps need not read
     * it.
     *
     * @return false if not overridden
     */
    default boolean leavesZeros() {
        return false;
    }

    /**
     * Prepares one step. Compute here whatever is the same for all weights, such as a bias correction: once and in
     * double precision.
     *
     * @param number the number of the step, from 1
     * @param learningRate the optimiser's own times the factor of the schedule
     * @return the step; several threads may use it at once, for different weights
     */
    Step step(long number, double learningRate);

    /**
     * Prepares one step in the object of the step before. Override it where a step shall allocate nothing; Adam, AdamW
     * and SGD do.
     *
     * @param number the number of the step, from 1
     * @param learningRate the optimiser's own times the factor of the schedule
     * @param last what this optimiser returned for the step before; nobody needs it any more
     * @return the step: {@code last}, changed, or another; as {@link #step(long, double)} if not overridden
     */
    default Step step(long number, double learningRate, Step last) {
        return step(number, learningRate);
    }

    /** One step, for any part of the weights. */
    @FunctionalInterface
    interface Step {
        /**
         * Changes the weights {@code from} … {@code to − 1} and what is remembered of them. The range may begin and end
         * anywhere, and several threads may update different ranges at once.
         *
         * @param weights {@code w}, changed in place
         * @param gradients ∂loss/∂w before scaling, at the same places
         * @param scale what every gradient is multiplied by: clipping, and the mean over accumulated batches
         * @param memory {@link Optimizer#memory} arrays with one value for each weight, changed in place
         * @param from the first index in all arrays, in floats
         * @param to the index after the last, in floats
         */
        void update(float[] weights, float[] gradients, float scale, float[][] memory, int from, int to);

        /**
         * Saves the weights in {@code before}, then changes them as {@link #update} does. A step may do both in one
         * pass.
         *
         * @param weights {@code w}, changed in place
         * @param before gets the weights as they were, at the same places
         * @param gradients ∂loss/∂w before scaling, at the same places
         * @param scale what every gradient is multiplied by
         * @param memory {@link Optimizer#memory} arrays with one value for each weight, changed in place
         * @param from the first index in all arrays, in floats
         * @param to the index after the last, in floats
         */
        default void updateKeeping(
                float[] weights, float[] before, float[] gradients, float scale, float[][] memory, int from, int to) {
            System.arraycopy(weights, from, before, from, to - from);
            update(weights, gradients, scale, memory, from, to);
        }
    }
}
