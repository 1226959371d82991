package dev.nervure.runtime.kernel.attention;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorAttentionTest extends AttentionContract {}
