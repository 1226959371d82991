package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#conv1d} and {@link Tensor#conv2d}: {@code x.conv2d(16, 3, o -> o.stride(2).padding(1))}. */
public final class ConvolutionOptions extends KernelOptions<ConvolutionOptions> {
    ConvolutionOptions(Map<String, ?> required) {
        super(required);
    }
}
