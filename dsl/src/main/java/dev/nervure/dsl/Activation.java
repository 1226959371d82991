package dev.nervure.dsl;

import dev.nervure.dsl.layer.EluLayer;
import dev.nervure.dsl.layer.GeluLayer;
import dev.nervure.dsl.layer.HardSigmoidLayer;
import dev.nervure.dsl.layer.HardSwishLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LeakyReluLayer;
import dev.nervure.dsl.layer.LogSoftmaxLayer;
import dev.nervure.dsl.layer.MishLayer;
import dev.nervure.dsl.layer.ReluLayer;
import dev.nervure.dsl.layer.SeluLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SiluLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import java.util.Map;

/** The functions that a layer can apply to its result, {@code a = g(z)}. */
public enum Activation {
    /** {@code z}. */
    IDENTITY(IdentityLayer.class),
    /** {@code max(z, 0)}. */
    RELU(ReluLayer.class),
    /** {@code z} where positive, {@code 0.01 z} elsewhere. */
    LEAKY_RELU(LeakyReluLayer.class),
    /** {@code z} where positive, {@code eᶻ − 1} elsewhere (Clevert, Unterthiner, Hochreiter 2015). */
    ELU(EluLayer.class),
    /** {@code λ z} where positive, {@code λ α (eᶻ − 1)} elsewhere (Klambauer and others 2017). */
    SELU(SeluLayer.class),
    /** {@code 1 / (1 + e⁻ᶻ)}. */
    SIGMOID(SigmoidLayer.class),
    /** {@code min(max(z / 6 + 1/2, 0), 1)}. */
    HARD_SIGMOID(HardSigmoidLayer.class),
    /** The hyperbolic tangent. */
    TANH(TanhLayer.class),
    /** {@code eᶻʲ / Σ eᶻᵏ} over the last axis. */
    SOFTMAX(SoftmaxLayer.class),
    /** {@code log softmax(z)} over the last axis. */
    LOG_SOFTMAX(LogSoftmaxLayer.class),
    /** {@code log(1 + eᶻ)}. */
    SOFTPLUS(SoftplusLayer.class),
    /** {@code z Φ(z)}, with the normal distribution function (Hendrycks, Gimpel 2016). */
    GELU(GeluLayer.class),
    /** {@code z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))}. */
    GELU_TANH(GeluLayer.class),
    /** {@code z / (1 + e⁻ᶻ)}. */
    SILU(SiluLayer.class),
    /** {@code z tanh(log(1 + eᶻ))} (Misra 2019). */
    MISH(MishLayer.class),
    /** {@code z min(max(z + 3, 0), 6) / 6}. */
    HARD_SWISH(HardSwishLayer.class);

    private final Class<? extends Layer> type;

    Activation(Class<? extends Layer> type) {
        this.type = type;
    }

    /** {@return the layer that computes this activation} */
    public Layer layer() {
        return this == GELU_TANH ? Layers.of(GeluLayer.class, Map.of("approximate", true)) : Layers.defaults(type);
    }
}
