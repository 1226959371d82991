package dev.nervure.runtime.kernel;

/** What a product applies to each result before it stores it: functions whose slope can be told from their value. */
public enum Epilogue {
    /** {@code y = z}. */
    NONE,
    /** {@code y = max(z, 0)}. */
    RELU,
    /** {@code y = 1 / (1 + e⁻ᶻ)}. */
    SIGMOID,
    /** {@code y = tanh z}. */
    TANH
}
