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
        List<String> parts,
        List<String> attentionParts,
        String blocks,
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
        Rules.names("parts", parts, 7);
        Rules.prefix("blocks", blocks);
        Transformer block =
                new Transformer(heads, feedForward, activation, normFirst, causal, dropout, trainable, attentionParts);
        Tensor memory = inputs.get(1);
        return inputs.get(0)
                .repeat(
                        layers,
                        blocks,
                        x -> block.feedForward(
                                block.memoryAttention(
                                        block.selfAttention(x, parts.get(0), norm(1)), memory, parts.get(1), norm(2)),
                                parts.get(2),
                                parts.get(3),
                                norm(3)));
    }

    private Transformer.Norm norm(int number) {
        return new Transformer.Norm("norm" + number, parts.get(3 + number));
    }
}
