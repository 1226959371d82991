package dev.nervure.dsl;

import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.EluLayer;
import dev.nervure.dsl.layer.GeluLayer;
import dev.nervure.dsl.layer.HardSigmoidLayer;
import dev.nervure.dsl.layer.HardSwishLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.LeakyReluLayer;
import dev.nervure.dsl.layer.LogSoftmaxLayer;
import dev.nervure.dsl.layer.MishLayer;
import dev.nervure.dsl.layer.NormalLayer;
import dev.nervure.dsl.layer.PreluLayer;
import dev.nervure.dsl.layer.ReluLayer;
import dev.nervure.dsl.layer.SeluLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SiluLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import dev.nervure.dsl.layer.UniformLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What changes each value of a tensor by itself, or in its row: {@code […] → […]}. */
sealed interface ActivationMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * {@return {@code y = x}, another name for this tensor}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor identity() {
        return Tensor.of(IdentityLayer.class, x());
    }

    /**
     * {@return {@code y = max(x, 0)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor relu() {
        return Tensor.of(ReluLayer.class, x());
    }

    /**
     * {@return {@code y = x} where positive, {@code 0.01 x} elsewhere}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor leakyRelu() {
        return Tensor.of(LeakyReluLayer.class, x());
    }

    /**
     * {@return {@code y = x} where positive, {@code negativeSlope x} elsewhere}
     *
     * @param negativeSlope the slope of the negative side
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor leakyRelu(float negativeSlope) {
        return Tensor.of(LeakyReluLayer.class, Map.of("negativeSlope", negativeSlope), x());
    }

    /**
     * {@return {@code y = x} where positive, {@code w x} elsewhere; {@code w} is learned}
     *
     * @throws NetworkException if this tensor does not hold floats of the batch, has no axis, or its first axis has no
     *     fixed size
     */
    default Tensor prelu() {
        return Tensor.of(PreluLayer.class, x());
    }

    /**
     * {@return {@code y = x} where positive, {@code w x} elsewhere, with further attributes; {@code w} is learned}
     * Example: {@code x.prelu(o -> o.perChannel(true))}.
     *
     * @param options sets further attributes; {@link PreluOptions} lists them
     * @throws NetworkException if this tensor does not hold floats of the batch, has no axis, or its first axis has no
     *     fixed size
     */
    default Tensor prelu(UnaryOperator<PreluOptions> options) {
        return Tensor.of(PreluLayer.class, options.apply(new PreluOptions(Map.of())), x());
    }

    /**
     * {@return {@code y = x} where positive, {@code eˣ − 1} elsewhere}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor elu() {
        return Tensor.of(EluLayer.class, x());
    }

    /**
     * {@return {@code y = x} where positive, {@code alpha (eˣ − 1)} elsewhere}
     *
     * @param alpha the factor of the negative side
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor elu(float alpha) {
        return Tensor.of(EluLayer.class, Map.of("alpha", alpha), x());
    }

    /**
     * {@return {@code y = λ x} where positive, {@code λ α (eˣ − 1)} elsewhere}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor selu() {
        return Tensor.of(SeluLayer.class, x());
    }

    /**
     * {@return {@code y = 1 / (1 + e⁻ˣ)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor sigmoid() {
        return Tensor.of(SigmoidLayer.class, x());
    }

    /**
     * {@return {@code y = min(max(x / 6 + 1/2, 0), 1)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor hardSigmoid() {
        return Tensor.of(HardSigmoidLayer.class, x());
    }

    /**
     * {@return the hyperbolic tangent}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor tanh() {
        return Tensor.of(TanhLayer.class, x());
    }

    /**
     * {@return {@code yᵢ = eˣⁱ / Σⱼ eˣʲ} over the last axis}
     *
     * @throws NetworkException if this tensor does not hold floats or has no axis
     */
    default Tensor softmax() {
        return Tensor.of(SoftmaxLayer.class, x());
    }

    /**
     * {@return {@code yᵢ = xᵢ − log Σⱼ eˣʲ} over the last axis}
     *
     * @throws NetworkException if this tensor does not hold floats or has no axis
     */
    default Tensor logSoftmax() {
        return Tensor.of(LogSoftmaxLayer.class, x());
    }

    /**
     * {@return {@code y = log(1 + eˣ)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor softplus() {
        return Tensor.of(SoftplusLayer.class, x());
    }

    /**
     * {@return {@code y = x Φ(x)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor gelu() {
        return Tensor.of(GeluLayer.class, x());
    }

    /**
     * {@return {@code y = x Φ(x)}, or {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))} if approximate}
     *
     * @param approximate whether the approximation by the hyperbolic tangent is computed
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor gelu(boolean approximate) {
        return Tensor.of(GeluLayer.class, Map.of("approximate", approximate), x());
    }

    /**
     * {@return {@code y = x / (1 + e⁻ˣ)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor silu() {
        return Tensor.of(SiluLayer.class, x());
    }

    /**
     * {@return {@code y = x tanh(log(1 + eˣ))}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor mish() {
        return Tensor.of(MishLayer.class, x());
    }

    /**
     * {@return {@code y = x min(max(x + 3, 0), 6) / 6}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor hardSwish() {
        return Tensor.of(HardSwishLayer.class, x());
    }

    /**
     * {@return this tensor, except in training: half of the values become 0 and the others are doubled}
     *
     * @throws NetworkException if this tensor does not hold floats of the batch
     */
    default Tensor dropout() {
        return Tensor.of(DropoutLayer.class, x());
    }

    /**
     * {@return this tensor, except in training: each value becomes 0 with probability {@code p}, or is divided by
     * {@code 1 − p}}
     *
     * @param p the probability that a value becomes 0, 0 to under 1
     * @throws NetworkException if this tensor does not hold floats of the batch, or the probability is out of range
     */
    default Tensor dropout(float p) {
        return Tensor.of(DropoutLayer.class, Map.of("p", p), x());
    }

    /**
     * {@return this tensor, except in training: a draw of the normal distribution with these means}
     *
     * @param deviation of all values, 0 or more
     * @throws NetworkException if this tensor does not hold floats, or the deviation is out of range
     */
    default Tensor normal(float deviation) {
        return Tensor.of(NormalLayer.class, Map.of("deviation", deviation), x());
    }

    /**
     * {@return this tensor, except in training: a draw of the normal distribution with these means and deviations} Example, of
     * a variational autoencoder: {@code mean.normal(logVariance.times(0.5f).exp())}.
     *
     * @param deviation of each value; its shape and that of the means broadcast
     * @throws NetworkException if a tensor does not hold floats, or the shapes do not fit
     */
    default Tensor normal(Tensor deviation) {
        return Tensor.of(NormalLayer.class, x(), deviation);
    }

    /**
     * {@return this tensor, except in training: a number at most {@code bound} away, each as likely}
     *
     * @param bound 0 or more
     * @throws NetworkException if this tensor does not hold floats, or the bound is out of range
     */
    default Tensor uniform(float bound) {
        return Tensor.of(UniformLayer.class, Map.of("bound", bound), x());
    }

    /**
     * {@return the middle between this tensor and another, except in training: a number between them, each as likely}
     *
     * @param high the other end; its shape and that of this tensor broadcast
     * @throws NetworkException if a tensor does not hold floats, or the shapes do not fit
     */
    default Tensor uniform(Tensor high) {
        return Tensor.of(UniformLayer.class, x(), high);
    }
}
