package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.FeedForward}. */
public record FeedForwardLayer(
        int hidden, Activation activation, boolean bias, boolean trainable, List<String> parts, String name)
        implements CompositeLayer {
    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.positive("hidden", hidden);
        Rules.names("parts", parts, 2);
        Tensor x = inputs.get(0);
        int k = Rules.features(this, List.of(x.type()), 0).axis(-1).max();
        return x.dense(hidden, o -> o.activation(activation)
                        .bias(bias)
                        .trainable(trainable)
                        .name(parts.get(0)))
                .named("hidden")
                .dense(k, o -> o.bias(bias).trainable(trainable).name(parts.get(1)))
                .named("result");
    }
}
