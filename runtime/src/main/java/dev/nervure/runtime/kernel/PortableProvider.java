package dev.nervure.runtime.kernel;

/** Plain loops, which HotSpot vectorises by itself. */
final class PortableProvider implements Provider {
    @Override
    public String name() {
        return "portable";
    }

    @Override
    public Matrix matrix(int outputs, int inputs) {
        return new PortableMatrix(outputs, inputs);
    }
}
