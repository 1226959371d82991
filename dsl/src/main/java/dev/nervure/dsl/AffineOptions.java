package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that normalise. */
abstract class AffineOptions<O extends AffineOptions<O>> extends ParameterOptions<O> {
    AffineOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets {@code ε}, added to the variance or to the mean square.
     *
     * @param eps a number over 0
     * @return these options
     */
    public O eps(float eps) {
        return set("eps", eps);
    }

    /**
     * Chooses whether the layer has learned parameters that scale (and shift) the result.
     *
     * @param affine false for the normalised values alone
     * @return these options
     */
    public O affine(boolean affine) {
        return set("affine", affine);
    }

    /**
     * Sets the activation, applied to each result.
     *
     * @param activation {@link Activation#IDENTITY} by default
     * @return these options
     */
    public O activation(Activation activation) {
        return set("activation", activation);
    }
}
