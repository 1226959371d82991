package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#batchNorm}. */
public final class BatchNormOptions extends AffineOptions<BatchNormOptions> {
    BatchNormOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the share of a batch's statistics in the new running statistics.
     *
     * @param momentum 0 to 1; 0.1 by default
     * @return these options
     */
    public BatchNormOptions momentum(float momentum) {
        return set("momentum", momentum);
    }
}
