package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.GatedFeedForward}. */
public record GatedFeedForwardLayer(
        int hidden, Activation activation, boolean bias, boolean trainable, List<String> parts, String name)
        implements CompositeLayer {
    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.positive("hidden", hidden);
        Rules.names("parts", parts, 3);
        Tensor x = inputs.get(0);
        int k = Rules.features(this, List.of(x.type()), 0).axis(-1).max();
        Tensor gate = x.dense(hidden, o -> o.activation(activation)
                        .bias(bias)
                        .trainable(trainable)
                        .name(parts.get(0)))
                .named("gate");
        Tensor up = x.dense(hidden, o -> o.bias(bias).trainable(trainable).name(parts.get(1)))
                .named("up");
        return gate.times(up)
                .named("gated")
                .dense(k, o -> o.bias(bias).trainable(trainable).name(parts.get(2)))
                .named("result");
    }
}
