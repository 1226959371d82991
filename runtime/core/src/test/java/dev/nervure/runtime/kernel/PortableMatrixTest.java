package dev.nervure.runtime.kernel;

class PortableMatrixTest extends MatrixContract {}
