package dev.nervure.dsl.layer;

import dev.nervure.dsl.Dim;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A convolution over one or two axes. */
public sealed interface ConvolutionLayer extends KernelWeightsLayer permits Conv1dLayer, Conv2dLayer {
    @Override
    default List<Window> windows() {
        return IntStream.range(0, axes()).mapToObj(this::window).toList();
    }

    private Window window(int axis) {
        int size = sizes("kernelSize", kernelSize(), 1).get(axis);
        int stride = sizes("stride", stride(), 1).get(axis);
        int padding = sizes("padding", padding(), 0).get(axis);
        int dilation = sizes("dilation", dilation(), 1).get(axis);
        int reach = Math.multiplyExact(dilation, size - 1);
        return switch (paddingMode()) {
            case EXPLICIT -> new Window(size, stride, dilation, padding, padding);
            case SAME -> new Window(size, stride, dilation, reach / 2, reach - reach / 2);
            case CAUSAL -> new Window(size, stride, dilation, reach, 0);
        };
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape image = checked(inputs);
        if (paddingMode() == PaddingMode.SAME) {
            stride().forEach(stride -> Rules.only("stride", stride, 1, "with SAME"));
        }
        return TensorType.floats(places(image).withAxis(0, Dim.of(channels())));
    }

    @Override
    default List<Integer> weight(int in) {
        return kernel(channels(), in / groups());
    }
}
