package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** A layer that makes one value of each window of a channel. */
public sealed interface PoolLayer extends KernelLayer
        permits MaxPool1dLayer, MaxPool2dLayer, AvgPool1dLayer, AvgPool2dLayer {
    /** Whether sizes are rounded up. */
    boolean ceilMode();

    /** The distance between neighbouring values of a window. */
    default List<Integer> dilation() {
        return List.of(1);
    }

    /** Whether padding counts as zeros of a mean. */
    default boolean countIncludePad() {
        return true;
    }

    /** The padding is as wide on both sides. A window that rounding up adds has its places over it {@code after} the axis. */
    @Override
    default List<Window> windows(Shape image) {
        List<Integer> size = Kernels.sizes(this, "kernelSize", kernelSize());
        List<Integer> stride = stride().isEmpty() ? size : Kernels.sizes(this, "stride", stride());
        List<Integer> padding = Kernels.margins(this, "padding", padding());
        List<Integer> dilation = Kernels.sizes(this, "dilation", dilation());
        return IntStream.range(0, axes())
                .mapToObj(i -> {
                    Window window =
                            new Window(size.get(i), stride.get(i), dilation.get(i), padding.get(i), padding.get(i));
                    return ceilMode() ? roundedUp(window, image.axis(i + 1)) : window;
                })
                .toList();
    }

    /** The window with places after the axis for one that rounding up adds, if it begins before the end of the axis. */
    private static Window roundedUp(Window window, Dim length) {
        int stride = window.stride();
        int padding = window.before();
        int over = stride - 1;
        if (length.constant()) {
            int padded = Math.addExact(length.max(), 2 * padding);
            int steps = Math.floorDiv(padded - window.extent() + over, stride);
            if ((long) steps * stride >= length.max() + padding) {
                steps--;
            }
            over = Math.max(0, steps * stride + window.extent() - padded);
        } else if (stride > window.extent() - padding) {
            throw NetworkException.attribute(
                    "ceilMode",
                    Message.OUT_OF_RANGE,
                    "ceilMode",
                    "false along a variable axis where the stride, " + stride + ", is over the window without padding, "
                            + (window.extent() - padding),
                    true);
        }
        return new Window(window.size(), stride, window.dilation(), padding, padding + over);
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Shape image = Kernels.image(this, inputs);
        for (Window window : windows(image)) {
            if (window.before() > window.size() / 2) {
                throw NetworkException.attribute(
                        "padding",
                        Message.OUT_OF_RANGE,
                        "padding",
                        "at most half of kernelSize, " + window.size() / 2,
                        window.before());
            }
        }
        return TensorType.floats(Kernels.places(this, image));
    }
}
