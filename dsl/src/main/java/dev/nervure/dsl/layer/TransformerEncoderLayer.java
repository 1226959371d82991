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
        boolean mask,
        float dropout,
        boolean recompute,
        boolean trainable,
        List<String> parts,
        List<String> attentionParts,
        String blocks,
        String name)
        implements CompositeLayer {
    @Override
    public int minInputs() {
        return mask ? 2 : 1;
    }

    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.stacked("layers", layers);
        Rules.sequences(this, inputs, 1);
        Rules.names("parts", parts, 5);
        Rules.prefix("blocks", blocks);
        Transformer block =
                new Transformer(heads, feedForward, activation, normFirst, causal, dropout, trainable, attentionParts);
        Tensor seen = mask ? inputs.get(1) : null;
        return inputs.get(0)
                .repeat(
                        layers,
                        blocks,
                        o -> o.recompute(recompute),
                        x -> block.feedForward(
                                block.selfAttention(x, seen, parts.get(0), norm(1)),
                                parts.get(1),
                                parts.get(2),
                                norm(2)));
    }

    private Transformer.Norm norm(int number) {
        return new Transformer.Norm("norm" + number, parts.get(2 + number));
    }
}
