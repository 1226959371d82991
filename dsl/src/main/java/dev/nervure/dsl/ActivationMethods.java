package dev.nervure.dsl;

import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.EluLayer;
import dev.nervure.dsl.layer.GeluLayer;
import dev.nervure.dsl.layer.HardSigmoidLayer;
import dev.nervure.dsl.layer.HardSwishLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LeakyReluLayer;
import dev.nervure.dsl.layer.LogSoftmaxLayer;
import dev.nervure.dsl.layer.MishLayer;
import dev.nervure.dsl.layer.PreluLayer;
import dev.nervure.dsl.layer.ReluLayer;
import dev.nervure.dsl.layer.SeluLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SiluLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What changes each value of a tensor by itself, or in its row: {@code […] → […]}. */
sealed interface ActivationMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** {@code y = x}: another name for this tensor. */
    default Tensor identity() {
        return Tensor.of(Layers.defaults(IdentityLayer.class), x());
    }

    /** {@code y = max(x, 0)}. */
    default Tensor relu() {
        return Tensor.of(Layers.defaults(ReluLayer.class), x());
    }

    /** {@code y = x} where positive, {@code 0.01 x} elsewhere. */
    default Tensor leakyRelu() {
        return Tensor.of(Layers.defaults(LeakyReluLayer.class), x());
    }

    /** {@code y = x} where positive, {@code negativeSlope x} elsewhere. */
    default Tensor leakyRelu(float negativeSlope) {
        return Tensor.of(Layers.defaults(LeakyReluLayer.class).negativeSlope(negativeSlope), x());
    }

    /** {@code y = x} where positive, {@code w x} elsewhere, with one learned {@code w}. */
    default Tensor prelu() {
        return Tensor.of(Layers.defaults(PreluLayer.class), x());
    }

    /** The same with further attributes: {@code x.prelu(o -> o.perChannel(true))}. */
    default Tensor prelu(UnaryOperator<PreluLayer> options) {
        return Tensor.of(PreluLayer.class, Map.of(), options, x());
    }

    /** {@code y = x} where positive, {@code eˣ − 1} elsewhere. */
    default Tensor elu() {
        return Tensor.of(Layers.defaults(EluLayer.class), x());
    }

    /** {@code y = x} where positive, {@code alpha (eˣ − 1)} elsewhere. */
    default Tensor elu(float alpha) {
        return Tensor.of(Layers.defaults(EluLayer.class).alpha(alpha), x());
    }

    /** {@code y = λ x} where positive, {@code λ α (eˣ − 1)} elsewhere. */
    default Tensor selu() {
        return Tensor.of(Layers.defaults(SeluLayer.class), x());
    }

    /** {@code y = 1 / (1 + e⁻ˣ)}. */
    default Tensor sigmoid() {
        return Tensor.of(Layers.defaults(SigmoidLayer.class), x());
    }

    /** {@code y = min(max(x / 6 + 1/2, 0), 1)}. */
    default Tensor hardSigmoid() {
        return Tensor.of(Layers.defaults(HardSigmoidLayer.class), x());
    }

    /** The hyperbolic tangent. */
    default Tensor tanh() {
        return Tensor.of(Layers.defaults(TanhLayer.class), x());
    }

    /** {@code yᵢ = eˣⁱ / Σⱼ eˣʲ} over the last axis. */
    default Tensor softmax() {
        return Tensor.of(Layers.defaults(SoftmaxLayer.class), x());
    }

    /** {@code yᵢ = xᵢ − log Σⱼ eˣʲ} over the last axis. */
    default Tensor logSoftmax() {
        return Tensor.of(Layers.defaults(LogSoftmaxLayer.class), x());
    }

    /** {@code y = log(1 + eˣ)}. */
    default Tensor softplus() {
        return Tensor.of(Layers.defaults(SoftplusLayer.class), x());
    }

    /** {@code y = x Φ(x)}. */
    default Tensor gelu() {
        return Tensor.of(Layers.defaults(GeluLayer.class), x());
    }

    /** {@code y = x Φ(x)}, or {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))} if approximate. */
    default Tensor gelu(boolean approximate) {
        return Tensor.of(Layers.defaults(GeluLayer.class).approximate(approximate), x());
    }

    /** {@code y = x / (1 + e⁻ˣ)}. */
    default Tensor silu() {
        return Tensor.of(Layers.defaults(SiluLayer.class), x());
    }

    /** {@code y = x tanh(log(1 + eˣ))}. */
    default Tensor mish() {
        return Tensor.of(Layers.defaults(MishLayer.class), x());
    }

    /** {@code y = x min(max(x + 3, 0), 6) / 6}. */
    default Tensor hardSwish() {
        return Tensor.of(Layers.defaults(HardSwishLayer.class), x());
    }

    /** In training, half of the values become 0 and the others are doubled. */
    default Tensor dropout() {
        return Tensor.of(Layers.defaults(DropoutLayer.class), x());
    }

    /** In training, each value becomes 0 with probability {@code p}, or is divided by {@code 1 − p}. */
    default Tensor dropout(float p) {
        return Tensor.of(Layers.defaults(DropoutLayer.class).p(p), x());
    }
}
