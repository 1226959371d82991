package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#batchNorm}. */
public final class BatchNormOptions extends AffineOptions<BatchNormOptions> {
    BatchNormOptions(Map<String, ?> required) {
        super(required);
    }

    /** How far the running statistics move towards those of a batch, 0 to 1. */
    public BatchNormOptions momentum(float momentum) {
        return set("momentum", momentum);
    }
}
