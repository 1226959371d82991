package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Brings values of any number of images to the layers that read one image a sample. The first axis of the file is either the
 * batch, or a part of the sample: then each of its places is an image of its own.
 */
final class Images {
    private Images() {}

    static Flow each(Flow x, Function<Tensor, Tensor> layer) {
        Axes axes = x.axes();
        if (axes.equals(Axes.FIRST)) {
            return x.with(layer.apply(x.tensor()));
        }
        if (axes.batched()) {
            throw new Unsupported("it reads images whose first axis is not the batch");
        }
        Shape shape = x.tensor().shape();
        Dim first = shape.axis(0);
        if (!first.constant()) {
            throw new Unsupported("it reads images whose number varies, axis 0");
        }
        int[] image = sizes(shape.sample().subList(1, shape.rank()));
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < first.max(); i++) {
            Tensor one = first.max() == 1 ? x.tensor() : x.tensor().slice(0, i, i + 1);
            Tensor result = layer.apply(one.reshape(image));
            Shape made = result.shape();
            int[] back = new int[made.rank() + 1];
            back[0] = 1;
            System.arraycopy(sizes(made.sample()), 0, back, 1, made.rank());
            results.add(result.reshape(back));
        }
        return x.with(results.size() == 1 ? results.get(0) : Tensor.concat(0, results));
    }

    /** The sizes of axes, none of which may vary. */
    static int[] sizes(List<Dim> dims) {
        return dims.stream()
                .mapToInt(dim -> {
                    if (!dim.constant()) {
                        throw new Unsupported("a length that varies, " + dim + ", cannot be rearranged here");
                    }
                    return dim.max();
                })
                .toArray();
    }
}
