package dev.nervure.dsl;

import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.FeedForwardLayer;
import dev.nervure.dsl.layer.GatedFeedForwardLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Dense layers and embeddings. */
sealed interface DenseMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * {@return {@code y = x · Wᵀ + b}, {@code […, in] → […, units]}}
     *
     * @param units the size of the last axis of the result, at least 1
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor dense(int units) {
        return dense(units, o -> o);
    }

    /**
     * {@return {@code y = g(x · Wᵀ + b)}, {@code […, in] → […, units]}}
     *
     * @param units the size of the last axis of the result, at least 1
     * @param activation the activation {@code g}
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor dense(int units, Activation activation) {
        return dense(units, o -> o.activation(activation));
    }

    /**
     * {@return {@code y = x · Wᵀ + b}, {@code […, in] → […, units]}, with further attributes} Example: {@code
     * x.dense(32, o -> o.bias(false))}.
     *
     * @param units the size of the last axis of the result, at least 1
     * @param options sets further attributes; {@link DenseOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor dense(int units, UnaryOperator<DenseOptions> options) {
        return Tensor.of(DenseLayer.class, options.apply(new DenseOptions(Map.of("units", units))), x());
    }

    /**
     * {@return {@code yₖ = xᵀ Wₖ other + bₖ}, {@code […, i], […, j] → […, units]}}
     *
     * @param other the second tensor
     * @param units the size of the last axis of the result, at least 1
     * @throws NetworkException if a tensor does not hold floats of the batch, its last axis has no fixed size, the
     *     tensors differ in another axis, or an attribute is out of range
     */
    default Tensor bilinear(Tensor other, int units) {
        return bilinear(other, units, o -> o);
    }

    /**
     * {@return {@code yₖ = xᵀ Wₖ other + bₖ}, {@code […, i], […, j] → […, units]}, with further attributes}
     *
     * @param other the second tensor
     * @param units the size of the last axis of the result, at least 1
     * @param options sets further attributes; {@link DenseOptions} lists them
     * @throws NetworkException if a tensor does not hold floats of the batch, its last axis has no fixed size, the
     *     tensors differ in another axis, or an attribute is out of range
     */
    default Tensor bilinear(Tensor other, int units, UnaryOperator<DenseOptions> options) {
        return Tensor.of(BilinearLayer.class, options.apply(new DenseOptions(Map.of("units", units))), x(), other);
    }

    /**
     * {@return the row of a learned table for each id, {@code […] → […, units]}}
     *
     * @param size the number of ids, which go from 0 to {@code size − 1}
     * @param units the size of a row of the table, at least 1
     * @throws NetworkException if this tensor does not hold integers, or a size is under 1
     */
    default Tensor embedding(int size, int units) {
        return embedding(size, units, o -> o);
    }

    /**
     * {@return the row of a learned table for each id, {@code […] → […, units]}, with further attributes}
     *
     * @param size the number of ids, which go from 0 to {@code size − 1}
     * @param units the size of a row of the table, at least 1
     * @param options sets further attributes; {@link EmbeddingOptions} lists them
     * @throws NetworkException if this tensor does not hold integers, or a size is under 1
     */
    default Tensor embedding(int size, int units, UnaryOperator<EmbeddingOptions> options) {
        return Tensor.of(
                EmbeddingLayer.class, options.apply(new EmbeddingOptions(Map.of("size", size, "units", units))), x());
    }

    /**
     * {@return {@code y = W₂ g(W₁ x + b₁) + b₂}, {@code […, k] → […, k]}}
     *
     * @param hidden the number of hidden units, at least 1
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor feedForward(int hidden) {
        return feedForward(hidden, o -> o);
    }

    /**
     * {@return {@code y = W₂ g(W₁ x + b₁) + b₂}, {@code […, k] → […, k]}, with further attributes}
     *
     * @param hidden the number of hidden units, at least 1
     * @param options sets further attributes; {@link FeedForwardOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor feedForward(int hidden, UnaryOperator<FeedForwardOptions> options) {
        return Tensor.of(FeedForwardLayer.class, options.apply(new FeedForwardOptions(Map.of("hidden", hidden))), x());
    }

    /**
     * {@return {@code y = W_d (g(W_g x) ⊙ W_u x)}, {@code […, k] → […, k]}}
     *
     * @param hidden the number of hidden units, at least 1
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor gatedFeedForward(int hidden) {
        return gatedFeedForward(hidden, o -> o);
    }

    /**
     * {@return {@code y = W_d (g(W_g x) ⊙ W_u x)}, {@code […, k] → […, k]}, with further attributes}
     *
     * @param hidden the number of hidden units, at least 1
     * @param options sets further attributes; {@link FeedForwardOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor gatedFeedForward(int hidden, UnaryOperator<FeedForwardOptions> options) {
        return Tensor.of(
                GatedFeedForwardLayer.class, options.apply(new FeedForwardOptions(Map.of("hidden", hidden))), x());
    }
}
