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
        boolean memoryMask,
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
        return 2 + (memoryMask ? 1 : 0) + (mask ? 1 : 0);
    }

    @Override
    public Tensor expand(List<Tensor> inputs) {
        Rules.stacked("layers", layers);
        Rules.sequences(this, inputs, 2);
        Rules.names("parts", parts, 7);
        Rules.prefix("blocks", blocks);
        Transformer block =
                new Transformer(heads, feedForward, activation, normFirst, causal, dropout, trainable, attentionParts);
        Tensor memory = inputs.get(1);
        Tensor seenOfMemory = memoryMask ? inputs.get(2) : null;
        Tensor seen = mask ? inputs.get(inputs.size() - 1) : null;
        return inputs.get(0)
                .repeat(
                        layers,
                        blocks,
                        o -> o.recompute(recompute),
                        x -> block.feedForward(
                                block.memoryAttention(
                                        block.selfAttention(x, seen, parts.get(0), norm(1)),
                                        memory,
                                        seenOfMemory,
                                        parts.get(1),
                                        norm(2)),
                                parts.get(2),
                                parts.get(3),
                                norm(3)));
    }

    private Transformer.Norm norm(int number) {
        return new Transformer.Norm("norm" + number, parts.get(3 + number));
    }
}
