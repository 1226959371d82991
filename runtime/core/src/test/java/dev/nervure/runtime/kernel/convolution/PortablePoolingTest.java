package dev.nervure.runtime.kernel.convolution;

class PortablePoolingTest extends PoolingContract {}
