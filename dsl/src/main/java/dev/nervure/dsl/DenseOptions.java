package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#dense} and {@link Tensor#bilinear}: {@code x.dense(32, o -> o.bias(false))}. */
public final class DenseOptions extends WeightOptions<DenseOptions> {
    DenseOptions(Map<String, ?> required) {
        super(required);
    }
}
