package dev.nervure.runtime.kernel.attention;

class PortableAttentionTest extends AttentionContract {}
