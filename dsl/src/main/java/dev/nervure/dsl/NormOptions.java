package dev.nervure.dsl;

import java.util.Map;

/**
 * Options of {@link Tensor#layerNorm}, {@link Tensor#rmsNorm}, {@link Tensor#groupNorm} and {@link
 * Tensor#instanceNorm}.
 */
public final class NormOptions extends AffineOptions<NormOptions> {
    NormOptions(Map<String, ?> required) {
        super(required);
    }
}
