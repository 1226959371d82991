package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#convTranspose1d} and {@link Tensor#convTranspose2d}. */
public final class TransposedConvolutionOptions extends KernelOptions<TransposedConvolutionOptions> {
    TransposedConvolutionOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the positions added at the end of each axis of the result.
     *
     * @param outputPadding one number, or one for each axis; 0 by default
     * @return these options
     */
    public TransposedConvolutionOptions outputPadding(int... outputPadding) {
        return set("outputPadding", outputPadding);
    }
}
