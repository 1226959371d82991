package dev.nervure.runtime.kernel.matrix;

class PortableMatrixTest extends MatrixContract {}
