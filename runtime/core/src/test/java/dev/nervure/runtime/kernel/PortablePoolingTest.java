package dev.nervure.runtime.kernel;

class PortablePoolingTest extends PoolingContract {}
