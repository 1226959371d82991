package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that normalise. */
abstract class AffineOptions<O extends AffineOptions<O>> extends ParameterOptions<O> {
    AffineOptions(Map<String, ?> required) {
        super(required);
    }

    /** {@code ε}, added to the variance or to the mean square. */
    public O eps(float eps) {
        return set("eps", eps);
    }

    /** Whether the result is scaled (and shifted) by learned weights. */
    public O affine(boolean affine) {
        return set("affine", affine);
    }
}
