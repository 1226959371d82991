package dev.nervure.dsl;

import dev.nervure.dsl.layer.LearnedPositionsLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.SinusoidalPositionsLayer;
import dev.nervure.dsl.layer.TransformerDecoderLayer;
import dev.nervure.dsl.layer.TransformerEncoderLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Positions, attention and transformers. */
sealed interface AttentionMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * A table with a learned row for each step, {@code [steps, k]}, to be added: {@code x.plus(x.learnedPositions())}.
     */
    default Tensor learnedPositions() {
        return learnedPositions(o -> o);
    }

    /** The same with further attributes. */
    default Tensor learnedPositions(UnaryOperator<EmbeddingOptions> options) {
        return Tensor.of(LearnedPositionsLayer.class, options.apply(new EmbeddingOptions(Map.of())), x());
    }

    /** A table of sines and cosines for each step, {@code [steps, k]}, to be added. */
    default Tensor sinusoidalPositions() {
        return Tensor.of(SinusoidalPositionsLayer.class, x());
    }

    /** Pairs of features of each head, rotated by angles that grow with the step: {@code [steps, k] → [steps, k]}. */
    default Tensor rotary(int heads) {
        return rotary(heads, o -> o);
    }

    /** The same with further attributes: {@code q.rotary(8, o -> o.base(500_000f))}. */
    default Tensor rotary(int heads, UnaryOperator<RotaryOptions> options) {
        return Tensor.of(RotaryLayer.class, options.apply(new RotaryOptions(Map.of("heads", heads))), x());
    }

    /** {@code softmax(x Kᵀ / √d) V}: {@code [steps, d], [places, d], [places, e] → [steps, e]}. */
    default Tensor scaledDotProductAttention(Tensor key, Tensor value) {
        return scaledDotProductAttention(key, value, o -> o);
    }

    /** The same with further attributes. */
    default Tensor scaledDotProductAttention(
            Tensor key, Tensor value, UnaryOperator<ScaledDotProductAttentionOptions> options) {
        return Tensor.of(
                ScaledDotProductAttentionLayer.class,
                options.apply(new ScaledDotProductAttentionOptions(Map.of())),
                x(),
                key,
                value);
    }

    /** Self-attention with several heads, {@code [steps, k] → [steps, k]}. */
    default Tensor multiHeadAttention(int heads) {
        return multiHeadAttention(heads, o -> o);
    }

    /** The same with further attributes: {@code x.multiHeadAttention(8, o -> o.causal(true))}. */
    default Tensor multiHeadAttention(int heads, UnaryOperator<MultiHeadAttentionOptions> options) {
        return Tensor.of(
                MultiHeadAttentionLayer.class,
                options.apply(new MultiHeadAttentionOptions(Map.of("heads", heads))),
                x());
    }

    /** Attention to a memory, {@code [steps, k], [places, m] → [steps, k]}. */
    default Tensor multiHeadAttention(Tensor memory, int heads) {
        return multiHeadAttention(memory, heads, o -> o);
    }

    /** The same with further attributes. */
    default Tensor multiHeadAttention(Tensor memory, int heads, UnaryOperator<MultiHeadAttentionOptions> options) {
        return Tensor.of(
                MultiHeadAttentionLayer.class,
                options.apply(new MultiHeadAttentionOptions(Map.of("heads", heads))),
                x(),
                memory);
    }

    /** Blocks of self-attention and feed-forward layers, {@code [steps, k] → [steps, k]}. */
    default Tensor transformerEncoder(int layers, int heads) {
        return transformerEncoder(layers, heads, o -> o);
    }

    /** The same with further attributes: {@code x.transformerEncoder(6, 8, o -> o.causal(true))}. */
    default Tensor transformerEncoder(int layers, int heads, UnaryOperator<TransformerOptions> options) {
        return Tensor.of(
                TransformerEncoderLayer.class,
                options.apply(new TransformerOptions(Map.of("layers", layers, "heads", heads))),
                x());
    }

    /** Blocks that also attend to a memory, {@code [steps, k], [places, k] → [steps, k]}. */
    default Tensor transformerDecoder(Tensor memory, int layers, int heads) {
        return transformerDecoder(memory, layers, heads, o -> o);
    }

    /** The same with further attributes. */
    default Tensor transformerDecoder(Tensor memory, int layers, int heads, UnaryOperator<TransformerOptions> options) {
        return Tensor.of(
                TransformerDecoderLayer.class,
                options.apply(new TransformerOptions(Map.of("layers", layers, "heads", heads))),
                x(),
                memory);
    }
}
