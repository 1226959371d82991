package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.ScaledDotProductAttention}. */
public record ScaledDotProductAttentionLayer(boolean causal, boolean mask, String name) implements Layer {
    @Override
    public int minInputs() {
        return mask ? 4 : 3;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape query = Rules.features(this, inputs, 0);
        Shape key = Rules.features(this, inputs, 1);
        Shape value = Rules.features(this, inputs, 2);
        Rules.rankAtLeast(this, inputs, 0, 2);
        if (key.rank() != query.rank()
                || !key.withAxis(-2, query.axis(-2)).sample().equals(query.sample())) {
            throw NetworkException.input(
                    1, Message.SHAPE, "the key", "like the query " + query + " but for the places", key);
        }
        if (!value.withAxis(-1, key.axis(-1)).sample().equals(key.sample())) {
            throw NetworkException.input(
                    2, Message.SHAPE, "the value", "like the key " + key + " but for the last axis", value);
        }
        if (causal && !key.sample().equals(query.sample())) {
            throw NetworkException.attribute(
                    "causal", Message.OUT_OF_RANGE, "causal", "false where query and key differ in length", true);
        }
        if (mask) {
            List<Dim> stack = query.sample().subList(0, query.rank() - 2);
            Rules.mask(this, inputs, 3, "…", stack, query.axis(-2), key.axis(-2));
        }
        return TensorType.floats(
                Rules.ofAny(inputs, query.withAxis(-1, value.axis(-1)).sample()));
    }
}
