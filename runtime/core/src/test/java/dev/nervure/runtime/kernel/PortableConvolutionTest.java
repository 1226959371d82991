package dev.nervure.runtime.kernel;

class PortableConvolutionTest extends ConvolutionContract {}
