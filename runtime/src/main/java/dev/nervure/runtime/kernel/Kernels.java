package dev.nervure.runtime.kernel;

/** Which implementation of the kernels runs: chosen once, when the first model is made. */
public final class Kernels {
    private Kernels() {}

    static Provider provider() {
        return Holder.PROVIDER;
    }

    private static final class Holder {
        static final Provider PROVIDER = new PortableProvider();
    }
}
