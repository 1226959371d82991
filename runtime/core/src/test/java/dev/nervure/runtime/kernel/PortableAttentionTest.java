package dev.nervure.runtime.kernel;

class PortableAttentionTest extends AttentionContract {}
