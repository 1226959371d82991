package dev.nervure.examples.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** PyTorch's product by DJL. */
final class PyTorchProduct implements Product {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final NDArray x;
    private final NDArray w;

    PyTorchProduct(Size size) {
        this.x = manager.create(Randoms.normal(2, size.rows() * size.inputs()), new Shape(size.rows(), size.inputs()));
        this.w = manager.create(
                Randoms.normal(1, size.inputs() * size.outputs()), new Shape(size.inputs(), size.outputs()));
    }

    @Override
    public void run() {
        x.matMul(w).close();
    }

    @Override
    public void close() {
        manager.close();
    }
}
