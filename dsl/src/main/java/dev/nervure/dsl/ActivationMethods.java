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
        return Tensor.of(IdentityLayer.class, x());
    }

    /** {@code y = max(x, 0)}. */
    default Tensor relu() {
        return Tensor.of(ReluLayer.class, x());
    }

    /** {@code y = x} where positive, {@code 0.01 x} elsewhere. */
    default Tensor leakyRelu() {
        return Tensor.of(LeakyReluLayer.class, x());
    }

    /** {@code y = x} where positive, {@code negativeSlope x} elsewhere. */
    default Tensor leakyRelu(float negativeSlope) {
        return Tensor.of(LeakyReluLayer.class, Map.of("negativeSlope", negativeSlope), x());
    }

    /** {@code y = x} where positive, {@code w x} elsewhere, with one learned {@code w}. */
    default Tensor prelu() {
        return Tensor.of(PreluLayer.class, x());
    }

    /** The same with further attributes: {@code x.prelu(o -> o.perChannel(true))}. */
    default Tensor prelu(UnaryOperator<PreluOptions> options) {
        return Tensor.of(PreluLayer.class, options.apply(new PreluOptions(Map.of())), x());
    }

    /** {@code y = x} where positive, {@code eˣ − 1} elsewhere. */
    default Tensor elu() {
        return Tensor.of(EluLayer.class, x());
    }

    /** {@code y = x} where positive, {@code alpha (eˣ − 1)} elsewhere. */
    default Tensor elu(float alpha) {
        return Tensor.of(EluLayer.class, Map.of("alpha", alpha), x());
    }

    /** {@code y = λ x} where positive, {@code λ α (eˣ − 1)} elsewhere. */
    default Tensor selu() {
        return Tensor.of(SeluLayer.class, x());
    }

    /** {@code y = 1 / (1 + e⁻ˣ)}. */
    default Tensor sigmoid() {
        return Tensor.of(SigmoidLayer.class, x());
    }

    /** {@code y = min(max(x / 6 + 1/2, 0), 1)}. */
    default Tensor hardSigmoid() {
        return Tensor.of(HardSigmoidLayer.class, x());
    }

    /** The hyperbolic tangent. */
    default Tensor tanh() {
        return Tensor.of(TanhLayer.class, x());
    }

    /** {@code yᵢ = eˣⁱ / Σⱼ eˣʲ} over the last axis. */
    default Tensor softmax() {
        return Tensor.of(SoftmaxLayer.class, x());
    }

    /** {@code yᵢ = xᵢ − log Σⱼ eˣʲ} over the last axis. */
    default Tensor logSoftmax() {
        return Tensor.of(LogSoftmaxLayer.class, x());
    }

    /** {@code y = log(1 + eˣ)}. */
    default Tensor softplus() {
        return Tensor.of(SoftplusLayer.class, x());
    }

    /** {@code y = x Φ(x)}. */
    default Tensor gelu() {
        return Tensor.of(GeluLayer.class, x());
    }

    /** {@code y = x Φ(x)}, or {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))} if approximate. */
    default Tensor gelu(boolean approximate) {
        return Tensor.of(GeluLayer.class, Map.of("approximate", approximate), x());
    }

    /** {@code y = x / (1 + e⁻ˣ)}. */
    default Tensor silu() {
        return Tensor.of(SiluLayer.class, x());
    }

    /** {@code y = x tanh(log(1 + eˣ))}. */
    default Tensor mish() {
        return Tensor.of(MishLayer.class, x());
    }

    /** {@code y = x min(max(x + 3, 0), 6) / 6}. */
    default Tensor hardSwish() {
        return Tensor.of(HardSwishLayer.class, x());
    }

    /** In training, half of the values become 0 and the others are doubled. */
    default Tensor dropout() {
        return Tensor.of(DropoutLayer.class, x());
    }

    /** In training, each value becomes 0 with probability {@code p}, or is divided by {@code 1 − p}. */
    default Tensor dropout(float p) {
        return Tensor.of(DropoutLayer.class, Map.of("p", p), x());
    }
}
