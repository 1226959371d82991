package dev.nervure.examples.benchmarks.engine;

import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;

/** The product that a large dense layer calls. */
final class NervureProduct implements Product {
    private final Matrix w;
    private final float[] x;
    private final float[] y;
    private final int rows;

    NervureProduct(Size size) {
        this.rows = size.rows();
        this.w = Matrix.of(size.outputs(), size.inputs());
        w.write(Randoms.normal(1, size.outputs() * size.inputs()));
        this.x = Randoms.normal(2, rows * size.inputs());
        this.y = new float[rows * size.outputs()];
    }

    @Override
    public void run() {
        w.multiply(x, 0, rows, null, Epilogue.NONE, y, 0);
    }

    @Override
    public void close() {}
}
