package dev.nervure.dsl.layer;

import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The common checks of layers with kernels. */
final class Kernels {
    private Kernels() {}

    /** {@code [channels, …]} of the right number of axes, with a fixed number of channels. */
    static Shape image(KernelLayer layer, List<TensorType> inputs) {
        Shape shape = Rules.rank(layer, inputs, 0, layer.axes() == 1 ? "channels, length" : "channels, height, width");
        Rules.constantAxis(layer, inputs, 0, 0);
        return shape;
    }

    /** The same for a layer with weights, with channels and groups that fit. */
    static Shape convolved(KernelWeightsLayer layer, List<TensorType> inputs) {
        Rules.positive("channels", layer.channels());
        Shape image = image(layer, inputs);
        Rules.divides("groups", layer.groups(), image.axis(0).max(), "channels read");
        Rules.divides("groups", layer.groups(), layer.channels(), "channels");
        if (layer.paddingMode() != PaddingMode.EXPLICIT) {
            layer.padding().forEach(padding -> Rules.only("padding", padding, 0, "with " + layer.paddingMode()));
        }
        return image;
    }

    /** One size an axis, each at least 1. */
    static List<Integer> sizes(KernelLayer layer, String attribute, List<Integer> sizes) {
        List<Integer> all = Rules.sizes(attribute, sizes, layer.axes());
        all.forEach(size -> Rules.positive(attribute, size));
        return all;
    }

    /** One margin an axis, each at least 0. */
    static List<Integer> margins(KernelLayer layer, String attribute, List<Integer> margins) {
        List<Integer> all = Rules.sizes(attribute, margins, layer.axes());
        all.forEach(margin -> Rules.notNegative(attribute, margin));
        return all;
    }

    /** The shape of a weight: two numbers of channels, then the sizes of the kernel. */
    static List<Integer> weight(KernelLayer layer, int first, int second) {
        List<Integer> shape = new ArrayList<>(List.of(first, second));
        shape.addAll(sizes(layer, "kernelSize", layer.kernelSize()));
        return shape;
    }

    /** The shape of the result: along each axis the number of positions of the kernel. */
    static Shape places(KernelLayer layer, Shape image) {
        List<Window> windows = layer.windows(image);
        Shape result = image;
        for (int i = 0; i < windows.size(); i++) {
            result = result.withAxis(i + 1, windows.get(i).places(image, i + 1));
        }
        return result;
    }
}
