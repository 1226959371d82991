package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.TransformerDecoder}. */
public record TransformerDecoderLayer(
        int layers,
        int heads,
        int feedForward,
        Activation activation,
        boolean normFirst,
        boolean causal,
        float dropout,
        boolean recompute,
        boolean trainable,
        String name)
        implements CompositeLayer {
    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.stacked("layers", layers);
        Rules.sequences(this, inputs);
        Transformer parts = new Transformer(heads, feedForward, activation, normFirst, causal, dropout, trainable);
        Tensor memory = inputs.get(1);
        return inputs.get(0)
                .repeat(
                        layers,
                        "layers",
                        x -> parts.feedForward(parts.memoryAttention(parts.selfAttention(x), memory), "norm3"));
    }
}
