package dev.nervure.runtime.kernel.softmax;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorSoftmaxTest extends SoftmaxContract {}
