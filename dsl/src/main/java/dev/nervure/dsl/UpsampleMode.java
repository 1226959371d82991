package dev.nervure.dsl;

/** How up-sampling fills the points between. */
public enum UpsampleMode {
    /** Each value repeated. */
    NEAREST,
    /** Linear between the nearest values of both axes; the corners are not aligned, as PyTorch's default. */
    BILINEAR
}
