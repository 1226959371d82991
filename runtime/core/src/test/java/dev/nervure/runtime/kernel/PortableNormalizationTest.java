package dev.nervure.runtime.kernel;

class PortableNormalizationTest extends NormalizationContract {}
