package dev.nervure.processor.plan;

/**
 * What a user can choose about generated code.
 *
 * @param unrollLimit dense layers of at most this many weights are unrolled to the last multiply-add
 * @param loopLimit larger ones are loops in generated code up to this many multiply-adds a sample, and calls of
 *     kernels beyond
 * @param unrollBudget the weights that may be unrolled in a network or block: where the layers have more, the larger ones
 *     are not unrolled
 */
public record Options(int unrollLimit, int loopLimit, int unrollBudget) {
    /** The limits that measured best: {@code docs/decisions/001-dense-layer-forms.md}. */
    public static final Options DEFAULT = new Options(128, 4_096, 8_000);

    /** Limits of a layer alone. */
    public Options(int unrollLimit, int loopLimit) {
        this(unrollLimit, loopLimit, Integer.MAX_VALUE);
    }
}
