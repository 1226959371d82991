package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#convTranspose1d} and {@link Tensor#convTranspose2d}. */
public final class TransposedConvolutionOptions extends KernelOptions<TransposedConvolutionOptions> {
    TransposedConvolutionOptions(Map<String, ?> required) {
        super(required);
    }

    /** What is added to the size of the result, at the end of each axis. */
    public TransposedConvolutionOptions outputPadding(int... outputPadding) {
        return set("outputPadding", outputPadding);
    }
}
