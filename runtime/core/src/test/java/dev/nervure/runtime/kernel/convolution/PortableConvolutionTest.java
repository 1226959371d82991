package dev.nervure.runtime.kernel.convolution;

class PortableConvolutionTest extends ConvolutionContract {}
