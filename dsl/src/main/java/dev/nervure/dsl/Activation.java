package dev.nervure.dsl;

/** The functions that a layer can apply to its result, {@code a = g(z)}. */
public enum Activation {
    /** {@code z}. */
    IDENTITY,
    /** {@code max(z, 0)}. */
    RELU,
    /** {@code z} where positive, {@code 0.01 z} elsewhere. */
    LEAKY_RELU,
    /** {@code z} where positive, {@code eᶻ − 1} elsewhere (Clevert, Unterthiner, Hochreiter 2015). */
    ELU,
    /** {@code λ z} where positive, {@code λ α (eᶻ − 1)} elsewhere (Klambauer and others 2017). */
    SELU,
    /** {@code 1 / (1 + e⁻ᶻ)}. */
    SIGMOID,
    /** {@code min(max(z / 6 + 1/2, 0), 1)}. */
    HARD_SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code eᶻʲ / Σ eᶻᵏ} over the last axis. */
    SOFTMAX,
    /** {@code log softmax(z)} over the last axis. */
    LOG_SOFTMAX,
    /** {@code log(1 + eᶻ)}. */
    SOFTPLUS,
    /** {@code z Φ(z)}, with the normal distribution function (Hendrycks, Gimpel 2016). */
    GELU,
    /** {@code z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))}. */
    GELU_TANH,
    /** {@code z / (1 + e⁻ᶻ)}. */
    SILU,
    /** {@code z tanh(log(1 + eᶻ))} (Misra 2019). */
    MISH,
    /** {@code z min(max(z + 3, 0), 6) / 6}. */
    HARD_SWISH
}
