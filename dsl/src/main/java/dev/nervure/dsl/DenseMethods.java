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

    /** {@code y = x · Wᵀ + b}, {@code […, in] → […, units]}. */
    default Tensor dense(int units) {
        return dense(units, o -> o);
    }

    /** {@code y = g(x · Wᵀ + b)}. */
    default Tensor dense(int units, Activation activation) {
        return dense(units, o -> o.activation(activation));
    }

    /** The same with further attributes: {@code x.dense(32, o -> o.bias(false))}. */
    default Tensor dense(int units, UnaryOperator<DenseOptions> options) {
        return Tensor.of(DenseLayer.class, options.apply(new DenseOptions(Map.of("units", units))), x());
    }

    /** {@code yₖ = xᵀ Wₖ other + bₖ}, {@code […, i], […, j] → […, units]}. */
    default Tensor bilinear(Tensor other, int units) {
        return bilinear(other, units, o -> o);
    }

    /** The same with further attributes. */
    default Tensor bilinear(Tensor other, int units, UnaryOperator<DenseOptions> options) {
        return Tensor.of(BilinearLayer.class, options.apply(new DenseOptions(Map.of("units", units))), x(), other);
    }

    /** The row of a table for each id, {@code […] → […, units]}; ids are under {@code size}. */
    default Tensor embedding(int size, int units) {
        return embedding(size, units, o -> o);
    }

    /** The same with further attributes. */
    default Tensor embedding(int size, int units, UnaryOperator<EmbeddingOptions> options) {
        return Tensor.of(
                EmbeddingLayer.class, options.apply(new EmbeddingOptions(Map.of("size", size, "units", units))), x());
    }

    /** {@code y = W₂ g(W₁ x + b₁) + b₂}, {@code […, k] → […, k]}, with {@code hidden} values between. */
    default Tensor feedForward(int hidden) {
        return feedForward(hidden, o -> o);
    }

    /** The same with further attributes. */
    default Tensor feedForward(int hidden, UnaryOperator<FeedForwardOptions> options) {
        return Tensor.of(FeedForwardLayer.class, options.apply(new FeedForwardOptions(Map.of("hidden", hidden))), x());
    }

    /** {@code y = W_d (g(W_g x) ⊙ W_u x)}, {@code […, k] → […, k]}, with {@code hidden} values between. */
    default Tensor gatedFeedForward(int hidden) {
        return gatedFeedForward(hidden, o -> o);
    }

    /** The same with further attributes. */
    default Tensor gatedFeedForward(int hidden, UnaryOperator<FeedForwardOptions> options) {
        return Tensor.of(
                GatedFeedForwardLayer.class, options.apply(new FeedForwardOptions(Map.of("hidden", hidden))), x());
    }
}
