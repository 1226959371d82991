package dev.nervure.runtime.kernel;

class PortableFunctionsTest extends FunctionsContract {
    @Override
    Provider provider() {
        return new PortableProvider();
    }
}
