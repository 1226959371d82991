package dev.nervure.dsl.layer;

import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A convolution over one or two axes. */
public sealed interface ConvolutionLayer extends KernelWeightsLayer permits Conv1dLayer, Conv2dLayer {
    @Override
    default List<Window> windows() {
        return IntStream.range(0, axes()).mapToObj(this::window).toList();
    }

    private Window window(int axis) {
        int size = Kernels.sizes(this, "kernelSize", kernelSize()).get(axis);
        int stride = Kernels.sizes(this, "stride", stride()).get(axis);
        int padding = Kernels.margins(this, "padding", padding()).get(axis);
        int dilation = Kernels.sizes(this, "dilation", dilation()).get(axis);
        int reach = Math.multiplyExact(dilation, size - 1);
        return switch (paddingMode()) {
            case EXPLICIT -> new Window(size, stride, dilation, padding, padding);
            case SAME -> new Window(size, stride, dilation, reach / 2, reach - reach / 2);
            case CAUSAL -> new Window(size, stride, dilation, reach, 0);
        };
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape image = Kernels.convolved(this, inputs);
        if (paddingMode() == PaddingMode.SAME) {
            stride().forEach(stride -> Rules.only("stride", stride, 1, "with SAME"));
        }
        return TensorType.floats(Kernels.places(this, image).withAxis(0, Dim.of(channels())));
    }

    @Override
    default List<Integer> weight(int in) {
        return Kernels.weight(this, channels(), in / groups());
    }
}
