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
     * {@return a table with a learned row for each step, {@code [steps, k]}, to be added to this tensor}
     *
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats with a fixed {@code k}, or an
     *     attribute is out of range
     */
    default Tensor learnedPositions() {
        return learnedPositions(o -> o);
    }

    /**
     * {@return a table with a learned row for each step, {@code [steps, k]}, to be added to this tensor, with further
     * attributes}
     *
     * @param options sets further attributes; {@link FreeParameterOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats with a fixed {@code k}, or an
     *     attribute is out of range
     */
    default Tensor learnedPositions(UnaryOperator<FreeParameterOptions> options) {
        return Tensor.of(LearnedPositionsLayer.class, options.apply(new FreeParameterOptions(Map.of())), x());
    }

    /**
     * {@return a table of sines and cosines for each step, {@code [steps, k]}, to be added to this tensor}
     *
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats with a fixed {@code k}
     */
    default Tensor sinusoidalPositions() {
        return Tensor.of(SinusoidalPositionsLayer.class, x());
    }

    /**
     * {@return this tensor with pairs of features of each head rotated by angles that grow with the step, {@code
     * [steps, k] → [steps, k]}}
     *
     * @param heads the number of heads that share the features equally; each gets an even number of features
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k} into even numbers, or an attribute is out of range
     */
    default Tensor rotary(int heads) {
        return rotary(heads, o -> o);
    }

    /**
     * {@return this tensor with pairs of features of each head rotated by angles that grow with the step, {@code
     * [steps, k] → [steps, k]}, with further attributes} Example: {@code q.rotary(8, o -> o.base(500_000f))}.
     *
     * @param heads the number of heads that share the features equally; each gets an even number of features
     * @param options sets further attributes; {@link RotaryOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k} into even numbers, or an attribute is out of range
     */
    default Tensor rotary(int heads, UnaryOperator<RotaryOptions> options) {
        return Tensor.of(RotaryLayer.class, options.apply(new RotaryOptions(Map.of("heads", heads))), x());
    }

    /**
     * {@return {@code softmax(x Kᵀ / √d) V}: {@code [steps, d], [places, d], [places, e] → [steps, e]}}
     *
     * @param key the keys, {@code [places, d]}
     * @param value the values, {@code [places, e]}
     * @throws NetworkException if the three shapes do not fit each other, a tensor does not hold floats of the batch,
     *     or {@code causal} is set and query and key differ in length
     */
    default Tensor scaledDotProductAttention(Tensor key, Tensor value) {
        return scaledDotProductAttention(key, value, o -> o);
    }

    /**
     * {@return {@code softmax(x Kᵀ / √d) V}: {@code [steps, d], [places, d], [places, e] → [steps, e]}, with further
     * attributes}
     *
     * @param key the keys, {@code [places, d]}
     * @param value the values, {@code [places, e]}
     * @param options sets further attributes; {@link ScaledDotProductAttentionOptions} lists them
     * @throws NetworkException if the three shapes do not fit each other, a tensor does not hold floats of the batch,
     *     or {@code causal} is set and query and key differ in length
     */
    default Tensor scaledDotProductAttention(
            Tensor key, Tensor value, UnaryOperator<ScaledDotProductAttentionOptions> options) {
        return Tensor.of(
                ScaledDotProductAttentionLayer.class,
                options.apply(new ScaledDotProductAttentionOptions(Map.of())),
                x(),
                key,
                value);
    }

    /**
     * {@return self-attention with several heads, {@code [steps, k] → [steps, k]}}
     *
     * @param heads the number of heads, a divisor of {@code k}
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k}, or an attribute is out of range
     */
    default Tensor multiHeadAttention(int heads) {
        return multiHeadAttention(heads, o -> o);
    }

    /**
     * {@return self-attention with several heads, {@code [steps, k] → [steps, k]}, with further attributes} Example:
     * {@code x.multiHeadAttention(8, o -> o.causal(true))}.
     *
     * @param heads the number of heads, a divisor of {@code k}
     * @param options sets further attributes; {@link MultiHeadAttentionOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k}, or an attribute is out of range
     */
    default Tensor multiHeadAttention(int heads, UnaryOperator<MultiHeadAttentionOptions> options) {
        return Tensor.of(
                MultiHeadAttentionLayer.class,
                options.apply(new MultiHeadAttentionOptions(Map.of("heads", heads))),
                x());
    }

    /**
     * {@return attention to a memory with several heads, {@code [steps, k], [places, m] → [steps, k]}}
     *
     * @param memory the memory, {@code [places, m]}
     * @param heads the number of heads, a divisor of {@code k}
     * @throws NetworkException if a tensor does not have two axes of floats, {@code heads} does not divide {@code k},
     *     or an attribute is out of range
     */
    default Tensor multiHeadAttention(Tensor memory, int heads) {
        return multiHeadAttention(memory, heads, o -> o);
    }

    /**
     * {@return attention to a memory with several heads, {@code [steps, k], [places, m] → [steps, k]}, with further
     * attributes}
     *
     * @param memory the memory, {@code [places, m]}
     * @param heads the number of heads, a divisor of {@code k}
     * @param options sets further attributes; {@link MultiHeadAttentionOptions} lists them
     * @throws NetworkException if a tensor does not have two axes of floats, {@code heads} does not divide {@code k},
     *     or an attribute is out of range
     */
    default Tensor multiHeadAttention(Tensor memory, int heads, UnaryOperator<MultiHeadAttentionOptions> options) {
        return Tensor.of(
                MultiHeadAttentionLayer.class,
                options.apply(new MultiHeadAttentionOptions(Map.of("heads", heads))),
                x(),
                memory);
    }

    /**
     * {@return the result of blocks of self-attention and feed-forward layers, {@code [steps, k] → [steps, k]}}
     *
     * @param layers the number of blocks, 1 to 1,000
     * @param heads the number of heads, a divisor of {@code k}
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k}, or an attribute is out of range
     */
    default Tensor transformerEncoder(int layers, int heads) {
        return transformerEncoder(layers, heads, o -> o);
    }

    /**
     * {@return the result of blocks of self-attention and feed-forward layers, {@code [steps, k] → [steps, k]}, with
     * further attributes} Example: {@code x.transformerEncoder(6, 8, o -> o.causal(true))}.
     *
     * @param layers the number of blocks, 1 to 1,000
     * @param heads the number of heads, a divisor of {@code k}
     * @param options sets further attributes; {@link TransformerOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, k]} of floats, {@code heads} does not divide {@code
     *     k}, or an attribute is out of range
     */
    default Tensor transformerEncoder(int layers, int heads, UnaryOperator<TransformerOptions> options) {
        return Tensor.of(
                TransformerEncoderLayer.class,
                options.apply(new TransformerOptions(Map.of("layers", layers, "heads", heads))),
                x());
    }

    /**
     * {@return the result of blocks that also attend to a memory, {@code [steps, k], [places, k] → [steps, k]}}
     *
     * @param memory the memory, {@code [places, k]}
     * @param layers the number of blocks, 1 to 1,000
     * @param heads the number of heads, a divisor of {@code k}
     * @throws NetworkException if a tensor does not have two axes of floats, {@code heads} does not divide {@code k},
     *     or an attribute is out of range
     */
    default Tensor transformerDecoder(Tensor memory, int layers, int heads) {
        return transformerDecoder(memory, layers, heads, o -> o);
    }

    /**
     * {@return the result of blocks that also attend to a memory, {@code [steps, k], [places, k] → [steps, k]}, with
     * further attributes}
     *
     * @param memory the memory, {@code [places, k]}
     * @param layers the number of blocks, 1 to 1,000
     * @param heads the number of heads, a divisor of {@code k}
     * @param options sets further attributes; {@link TransformerOptions} lists them
     * @throws NetworkException if a tensor does not have two axes of floats, {@code heads} does not divide {@code k},
     *     or an attribute is out of range
     */
    default Tensor transformerDecoder(Tensor memory, int layers, int heads, UnaryOperator<TransformerOptions> options) {
        return Tensor.of(
                TransformerDecoderLayer.class,
                options.apply(new TransformerOptions(Map.of("layers", layers, "heads", heads))),
                x(),
                memory);
    }

    /**
     * {@return the result of blocks that also attend to places of a memory that a mask tells, {@code [steps, k], [places, k] →
     * [steps, k]}, with further attributes}
     *
     * @param memory the memory, {@code [places, k]}
     * @param memoryMask {@code [heads, steps, places]}, without some axes at the front or with 1 there for what is the same
     *     for all: booleans, true for places that a step sees, or floats that are added to the scores
     * @param layers the number of blocks, 1 to 1,000
     * @param heads the number of heads, a divisor of {@code k}
     * @param options sets further attributes; {@link TransformerOptions} lists them
     * @throws NetworkException if a tensor does not have two axes of floats, the mask does not fit, {@code heads} does not
     *     divide {@code k}, or an attribute is out of range
     */
    default Tensor transformerDecoder(
            Tensor memory, Tensor memoryMask, int layers, int heads, UnaryOperator<TransformerOptions> options) {
        Map<String, ?> required = Map.of("memoryMask", memoryMask, "layers", layers, "heads", heads);
        return Tensor.of(TransformerDecoderLayer.class, options.apply(new TransformerOptions(required)), x(), memory);
    }
}
