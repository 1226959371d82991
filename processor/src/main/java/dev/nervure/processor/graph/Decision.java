package dev.nervure.processor.graph;

/**
 * One choice of the plan, with its reason, for who reads what was generated.
 *
 * @param layer the layer whose code it shapes
 * @param subject what it is about: a parameter, or a function of a product
 * @param choice what was chosen
 * @param reason why, in words
 */
public record Decision(String layer, String subject, Choice choice, String reason) {
    /** What can be chosen. */
    public enum Choice {
        /** A product written out to the last multiply-add. */
        UNROLLED,
        /** Loops in generated code. */
        LOOPS,
        /** A call of the runtime. */
        KERNEL,
        /** A function that is computed together with the product before it. */
        FUSED,
        /** A function that has a loop of its own. */
        SEPARATE,
        /** An image that inference holds with its channels as the last axis. */
        CHANNELS_LAST
    }
}
