package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A layer that makes one value of each window of a channel. */
public sealed interface PoolLayer extends KernelLayer
        permits MaxPool1dLayer, MaxPool2dLayer, AvgPool1dLayer, AvgPool2dLayer {
    @Override
    default List<Window> windows() {
        List<Integer> size = Kernels.sizes(this, "kernelSize", kernelSize());
        List<Integer> stride = stride().isEmpty() ? size : Kernels.sizes(this, "stride", stride());
        List<Integer> padding = Kernels.margins(this, "padding", padding());
        return IntStream.range(0, axes())
                .mapToObj(i -> new Window(size.get(i), stride.get(i), 1, padding.get(i), padding.get(i)))
                .toList();
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        for (Window window : windows()) {
            if (window.before() > window.size() / 2) {
                throw NetworkException.attribute(
                        "padding",
                        Message.OUT_OF_RANGE,
                        "padding",
                        "at most half of kernelSize, " + window.size() / 2,
                        window.before());
            }
        }
        return TensorType.floats(Kernels.places(this, Kernels.image(this, inputs)));
    }
}
