package dev.nervure.examples.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;

/** The five networks as DJL builds them on PyTorch. */
final class PyTorchBlocks {
    private PyTorchBlocks() {}

    /** The network with the weights of the file, which live as long as {@code manager}. */
    static Block of(Subject subject, NDManager manager) {
        Block block = structure(subject);
        block.initialize(manager, DataType.FLOAT32, new Shape(subject.inputShape(1)));
        List<float[]> weights = subject.tensors().weights();
        List<Parameter> parameters = block.getParameters().values();
        for (int i = 0; i < parameters.size(); i++) {
            NDArray array = parameters.get(i).getArray();
            array.set(weights.get(i));
        }
        return block;
    }

    private static Block structure(Subject subject) {
        return switch (subject) {
            case TINY -> dense(16, 16, 3);
            case MLP -> dense(128, 10);
            case DEEP -> dense(256, 256, 256, 256, 10);
            case CNN ->
                new SequentialBlock()
                        .add(convolution(16))
                        .add(Activation.reluBlock())
                        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                        .add(convolution(32))
                        .add(Activation.reluBlock())
                        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                        .add(Blocks.batchFlattenBlock())
                        .add(linear(10));
            case GRU ->
                new SequentialBlock()
                        .add(GRU.builder()
                                .setStateSize(32)
                                .setNumLayers(1)
                                .optBatchFirst(true)
                                .build())
                        .add(last())
                        .add(linear(1));
        };
    }

    private static SequentialBlock dense(int... units) {
        SequentialBlock block = new SequentialBlock();
        for (int i = 0; i < units.length; i++) {
            if (i > 0) {
                block.add(Activation.reluBlock());
            }
            block.add(linear(units[i]));
        }
        return block;
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block convolution(int channels) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(channels)
                .build();
    }

    /** The last step of a sequence. */
    private static Block last() {
        NDIndex last = new NDIndex(":, -1");
        return new LambdaBlock(x -> new NDList(x.singletonOrThrow().get(last)));
    }
}
