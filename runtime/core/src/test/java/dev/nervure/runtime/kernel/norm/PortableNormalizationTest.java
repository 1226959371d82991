package dev.nervure.runtime.kernel.norm;

class PortableNormalizationTest extends NormalizationContract {}
