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
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The networks as DJL builds them on PyTorch: the first five, and those that are trained. */
final class PyTorchBlocks {
    private static final Set<Subject> KNOWN = EnumSet.of(
            Subject.TINY,
            Subject.MLP,
            Subject.DEEP,
            Subject.CNN,
            Subject.GRU,
            Subject.RES8,
            Subject.ENCODER,
            Subject.LSTM,
            Subject.TAB);

    private PyTorchBlocks() {}

    static boolean knows(Subject subject) {
        return KNOWN.contains(subject);
    }

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
            case RES8 -> residual();
            case ENCODER ->
                new SequentialBlock()
                        .add(new EncoderBlock(128, 4, 512))
                        .add(new EncoderBlock(128, 4, 512))
                        .add(new LambdaBlock(x -> new NDList(x.singletonOrThrow().mean(new int[] {1}))))
                        .add(linear(10));
            case LSTM ->
                new SequentialBlock()
                        .add(LSTM.builder()
                                .setStateSize(128)
                                .setNumLayers(2)
                                .optBatchFirst(true)
                                .build())
                        .add(last())
                        .add(linear(10));
            case TAB -> dense(512, 256, 128, 1);
            default -> throw new IllegalArgumentException("DJL has no block of " + subject.key());
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
        return convolution(channels, 3, 1);
    }

    private static Block convolution(int channels, int size, int stride) {
        return Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .optPadding(new Shape(size / 2, size / 2))
                .optStride(new Shape(stride, stride))
                .setFilters(channels)
                .build();
    }

    private static Block residual() {
        SequentialBlock block = new SequentialBlock()
                .add(convolution(16))
                .add(norm())
                .add(Activation.reluBlock())
                .add(residual(16, 1))
                .add(residual(32, 2))
                .add(residual(64, 2));
        return block.add(Pool.globalAvgPool2dBlock()).add(linear(10));
    }

    private static Block residual(int channels, int stride) {
        SequentialBlock two = new SequentialBlock()
                .add(convolution(channels, 3, stride))
                .add(norm())
                .add(Activation.reluBlock())
                .add(convolution(channels))
                .add(norm());
        Block shortcut = stride == 1 ? Blocks.identityBlock() : convolution(channels, 1, stride);
        return new SequentialBlock()
                .add(new ParallelBlock(
                        sides -> new NDList(sides.get(0)
                                .singletonOrThrow()
                                .add(sides.get(1).singletonOrThrow())),
                        List.of(two, shortcut)))
                .add(Activation.reluBlock());
    }

    private static Block norm() {
        return BatchNorm.builder().build();
    }

    /** The last step of a sequence. */
    private static Block last() {
        NDIndex last = new NDIndex(":, -1");
        return new LambdaBlock(x -> new NDList(x.singletonOrThrow().get(last)));
    }
}
