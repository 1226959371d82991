package dev.nervure.runtime.kernel.matrix;

class PortableSmallMatrixTest extends SmallMatrixContract {}
