package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A convolution over one or two axes. */
public sealed interface ConvolutionLayer extends KernelWeightsLayer permits Conv1dLayer, Conv2dLayer {
    @Override
    default List<Window> windows(Shape image) {
        return IntStream.range(0, axes())
                .mapToObj(i -> window(i, image.axis(i + 1)))
                .toList();
    }

    private Window window(int axis, Dim length) {
        int size = Kernels.sizes(this, "kernelSize", kernelSize()).get(axis);
        int stride = Kernels.sizes(this, "stride", stride()).get(axis);
        int padding = Kernels.margins(this, "padding", padding()).get(axis);
        int dilation = Kernels.sizes(this, "dilation", dilation()).get(axis);
        int reach = Math.multiplyExact(dilation, size - 1);
        return switch (paddingMode()) {
            case EXPLICIT -> new Window(size, stride, dilation, padding, padding);
            case SAME -> {
                int zeros = same(length, stride, reach);
                yield new Window(size, stride, dilation, zeros / 2, zeros - zeros / 2);
            }
            case CAUSAL -> new Window(size, stride, dilation, reach, 0);
        };
    }

    /** The zeros that make {@code ⌈length / stride⌉} places: the last kernel ends where they end. */
    private static int same(Dim length, int stride, int reach) {
        if (stride == 1) {
            return reach;
        }
        if (!length.constant()) {
            Rules.only("stride", stride, 1, "with SAME along a variable axis, whose zeros depend on the length");
        }
        int places = (length.max() + stride - 1) / stride;
        return Math.max(0, Math.addExact(Math.multiplyExact(places - 1, stride), reach + 1) - length.max());
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape image = Kernels.convolved(this, inputs);
        return TensorType.floats(Kernels.places(this, image).withAxis(0, Dim.of(channels())));
    }

    @Override
    default List<Integer> weight(int in) {
        return Kernels.weight(this, channels(), in / groups());
    }
}
