package dev.nervure.dsl;

/** The interpolation of up-sampling. */
public enum UpsampleMode {
    /** Each value repeated. */
    NEAREST,
    /** Linear between the nearest values of both axes; the corners are not aligned, which is PyTorch's default. */
    BILINEAR
}
