package dev.nervure.runtime.kernel.convolution;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorPoolingTest extends PoolingContract {}
