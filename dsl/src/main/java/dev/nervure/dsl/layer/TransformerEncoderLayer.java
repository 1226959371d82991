package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.TransformerEncoder}. */
public record TransformerEncoderLayer(
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
    public TransformerEncoderLayer feedForward(int feedForward) {
        return Layers.with(this, "feedForward", feedForward);
    }

    public TransformerEncoderLayer activation(Activation activation) {
        return Layers.with(this, "activation", activation);
    }

    public TransformerEncoderLayer normFirst(boolean normFirst) {
        return Layers.with(this, "normFirst", normFirst);
    }

    public TransformerEncoderLayer causal(boolean causal) {
        return Layers.with(this, "causal", causal);
    }

    public TransformerEncoderLayer dropout(float dropout) {
        return Layers.with(this, "dropout", dropout);
    }

    public TransformerEncoderLayer recompute(boolean recompute) {
        return Layers.with(this, "recompute", recompute);
    }

    public TransformerEncoderLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public TransformerEncoderLayer name(String name) {
        return Layers.with(this, "name", name);
    }

    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.positive("layers", layers);
        Rules.sequences(this, inputs);
        Transformer parts = new Transformer(heads, feedForward, activation, normFirst, causal, dropout, trainable);
        return inputs.get(0)
                .repeat(
                        layers,
                        "layers",
                        o -> o.recompute(recompute),
                        x -> parts.feedForward(parts.selfAttention(x), "norm2"));
    }
}
