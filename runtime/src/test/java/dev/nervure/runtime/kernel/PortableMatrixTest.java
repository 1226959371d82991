package dev.nervure.runtime.kernel;

class PortableMatrixTest extends MatrixContract {
    @Override
    Provider provider() {
        return new PortableProvider();
    }
}
