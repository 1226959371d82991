package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A transposed convolution over one or two axes. */
public sealed interface TransposedConvolutionLayer extends KernelWeightsLayer
        permits ConvTranspose1dLayer, ConvTranspose2dLayer {
    List<Integer> outputPadding();

    @Override
    default List<Window> windows(Shape image) {
        return IntStream.range(0, axes()).mapToObj(this::window).toList();
    }

    private Window window(int axis) {
        int size = Kernels.sizes(this, "kernelSize", kernelSize()).get(axis);
        int stride = Kernels.sizes(this, "stride", stride()).get(axis);
        int padding = Kernels.margins(this, "padding", padding()).get(axis);
        int dilation = Kernels.sizes(this, "dilation", dilation()).get(axis);
        int outputPadding =
                Kernels.margins(this, "outputPadding", outputPadding()).get(axis);
        int cut = Math.addExact(Math.multiplyExact(dilation, size - 1), 1) - stride;
        return switch (paddingMode()) {
            case EXPLICIT -> new Window(size, stride, dilation, padding, padding - outputPadding);
            case SAME -> new Window(size, stride, dilation, Math.max(cut, 0) / 2, cut - Math.max(cut, 0) / 2);
            case CAUSAL -> new Window(size, stride, dilation, 0, cut);
        };
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape image = Kernels.convolved(this, inputs);
        Shape result = image.withAxis(0, Dim.of(channels()));
        for (int i = 0; i < axes(); i++) {
            int added = Kernels.margins(this, "outputPadding", outputPadding()).get(i);
            Window window = windows(image).get(i);
            if (paddingMode() != PaddingMode.EXPLICIT) {
                Rules.only("outputPadding", added, 0, "with " + paddingMode());
            } else if (added >= Math.max(window.stride(), window.dilation()) && added > 0) {
                throw NetworkException.attribute(
                        "outputPadding", Message.OUT_OF_RANGE, "outputPadding", "less than stride or dilation", added);
            }
            Dim size = window.transposed(image.axis(i + 1));
            if (size.min() < 1) {
                throw NetworkException.attribute(
                        "padding", Message.OUT_OF_RANGE, "padding", "small enough to leave a result", padding());
            }
            result = result.withAxis(i + 1, size);
        }
        return TensorType.floats(result);
    }

    @Override
    default List<Integer> weight(int in) {
        return Kernels.weight(this, in, channels() / groups());
    }
}
