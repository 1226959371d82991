package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.List;

/** A layer that moves a kernel along the axes behind the channels. */
interface KernelLayer extends Layer {
    List<Integer> kernelSize();

    List<Integer> stride();

    List<Integer> padding();

    /** How the kernel moves along each axis. */
    List<Window> windows();

    /** The number of axes along which the kernel moves. */
    default int axes() {
        return kind().endsWith("1d") ? 1 : 2;
    }

    /** {@code [channels, …]} of the right number of axes, with a fixed number of channels. */
    default Shape image(List<TensorType> inputs) {
        Shape shape = Rules.rank(this, inputs, 0, axes() == 1 ? "channels, length" : "channels, height, width");
        Rules.constantAxis(this, inputs, 0, 0);
        return shape;
    }

    /** One size an axis, each at least {@code min}. */
    default List<Integer> sizes(String attribute, List<Integer> sizes, int min) {
        List<Integer> all = Rules.sizes(attribute, sizes, axes());
        for (int size : all) {
            if (min == 0) {
                Rules.notNegative(attribute, size);
            } else {
                Rules.positive(attribute, size);
            }
        }
        return all;
    }

    /** The shape with as many places along each axis as the kernel has. */
    default Shape places(Shape shape) {
        Shape result = shape;
        List<Window> windows = windows();
        for (int i = 0; i < windows.size(); i++) {
            result = result.withAxis(i + 1, windows.get(i).places(shape, i + 1));
        }
        return result;
    }
}
