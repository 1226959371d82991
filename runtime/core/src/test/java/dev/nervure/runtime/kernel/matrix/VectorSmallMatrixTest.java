package dev.nervure.runtime.kernel.matrix;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorSmallMatrixTest extends SmallMatrixContract {}
