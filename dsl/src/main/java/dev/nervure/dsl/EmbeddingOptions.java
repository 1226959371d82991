package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#embedding} and {@link Tensor#learnedPositions}. */
public final class EmbeddingOptions extends ParameterOptions<EmbeddingOptions> {
    EmbeddingOptions(Map<String, ?> required) {
        super(required);
    }
}
