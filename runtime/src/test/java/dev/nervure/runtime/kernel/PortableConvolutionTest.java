package dev.nervure.runtime.kernel;

class PortableConvolutionTest extends ConvolutionContract {
    @Override
    Provider provider() {
        return new PortableProvider();
    }
}
