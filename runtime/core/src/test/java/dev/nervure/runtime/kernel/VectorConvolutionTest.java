package dev.nervure.runtime.kernel;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorConvolutionTest extends ConvolutionContract {}
