package dev.nervure.processor.stream.op;

import com.palantir.javapoet.ClassName;

/** The kernels of the runtime that steps of streams call. */
final class StreamKernels {
    private static final String KERNEL = "dev.nervure.runtime.kernel";

    static final ClassName CACHED_ATTENTION = ClassName.get(KERNEL + ".attention", "CachedAttention");
    static final ClassName POSITIONS = ClassName.get(KERNEL + ".attention", "Positions");
    static final ClassName STREAM_CONVOLUTION = ClassName.get(KERNEL + ".convolution", "StreamConvolution");
    static final ClassName STREAM_POOLING = ClassName.get(KERNEL + ".convolution", "StreamPooling");

    private StreamKernels() {}
}
