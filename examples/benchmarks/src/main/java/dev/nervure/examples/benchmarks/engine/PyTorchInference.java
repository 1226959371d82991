package dev.nervure.examples.benchmarks.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.nervure.examples.benchmarks.networks.Subject;

/** PyTorch by DJL: the block itself, without the translation that a predictor adds. */
final class PyTorchInference implements Inference {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final ParameterStore parameters = new ParameterStore(manager, false);
    private final Block block;
    private final Shape shape;

    PyTorchInference(Subject subject, int samples) {
        this.block = PyTorchBlocks.of(subject, manager);
        this.block.freezeParameters(true);
        this.shape = new Shape(subject.inputShape(samples));
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        try (NDManager call = manager.newSubManager()) {
            NDList x = new NDList(call.create(inputs, shape));
            float[] y = block.forward(parameters, x, false).singletonOrThrow().toFloatArray();
            System.arraycopy(y, 0, outputs, 0, outputs.length);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
