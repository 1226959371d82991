package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;

/**
 * A loss written in Java, for {@link Trainer#loss}.
 *
 * @param <A> the network's activations, such as {@code DigitsActivations}
 * @param <G> the network's gradients, such as {@code DigitsGradients}
 */
@FunctionalInterface
public interface JavaLoss<A extends Activations, G extends Gradients> {
    /**
     * Computes the loss of a forward pass and its gradients by the outputs. With several threads each calls it, for
     * samples of its own: share nothing that changes.
     *
     * @param a the activations of the pass: inputs, outputs and targets
     * @param g where to write ∂loss/∂output, row-major {@code [n, …shape]}; all zeros before the call
     * @param n the number of samples
     * @return the mean loss over the {@code n} samples, of which {@code g} gets the gradients
     */
    double of(A a, G g, int n);
}
