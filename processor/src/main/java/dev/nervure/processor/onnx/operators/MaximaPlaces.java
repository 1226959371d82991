package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;

/** Largest values of windows, and where each lies in the whole value, row by row or column by column. */
final class MaximaPlaces {
    private MaximaPlaces() {}

    static List<Value> of(Call call, Flow x, List<Integer> kernel) {
        if (x.axes().batched()) {
            throw new Unsupported("the places of the maxima are counted through the samples of the batch");
        }
        Tensor values = x.tensor();
        List<Integer> sizes =
                values.shape().sample().stream().map(dim -> dim.max()).toList();
        int axes = kernel.size();
        List<Integer> image = sizes.subList(2, sizes.size());
        int images = sizes.get(0) * sizes.get(1);
        Windows windows = Windows.of(call, values.shape(), kernel, 2);
        List<Integer> result = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int all = image.get(i) + windows.before().get(i) + windows.after().get(i);
            int extent = windows.dilations().get(i) * (kernel.get(i) - 1) + 1;
            result.add((all - extent) / windows.strides().get(i) + 1);
        }
        int cells = Literal.computed(result);
        int window = Literal.computed(kernel);
        int pixels = Literal.computed(image);
        int[] from = new int
                [Literal.computed(
                        List.of(images, cells, window))]; // the place in the value; its end stands for the margin
        float[] told = new float[from.length];
        boolean columns = call.flag("storage_order");
        for (int k = 0; k < from.length; k++) {
            int cell = k / window % cells;
            int weight = k % window;
            int row = 0;
            int stride = 1;
            int column = 0;
            int columnStride = pixels;
            boolean within = true;
            for (int i = axes - 1; i >= 0; i--) {
                int at = cell % result.get(i) * windows.strides().get(i)
                        - windows.before().get(i)
                        + weight % kernel.get(i) * windows.dilations().get(i);
                cell /= result.get(i);
                weight /= kernel.get(i);
                within &= at >= 0 && at < image.get(i);
                row += at * stride;
                stride *= image.get(i);
                columnStride /= image.get(i);
                column += at * columnStride;
            }
            int first = k / (window * cells) * pixels;
            from[k] = within ? first + row : images * pixels;
            told[k] = first + (columns ? column : row);
        }
        Tensor flat = values.type().element() == ElementType.FLOAT ? values : values.cast(ElementType.FLOAT);
        Tensor margin = flat.flatten().pad(List.of(0, 1), o -> o.value(-Float.MAX_VALUE));
        List<Integer> dims = new ArrayList<>(sizes.subList(0, 2));
        dims.addAll(result);
        int[] shape = dims.stream().mapToInt(i -> i).toArray();
        Tensor met = margin.gather(0, Tensor.constant(from, images * cells, window));
        Tensor most = met.max(o -> o.axis(1)).reshape(shape);
        Tensor places = met.argMax(1)
                .oneHot(window)
                .times(call.constant(Literal.of(DataType.FLOAT, List.of(images * cells, window), told)))
                .sum(-1)
                .cast(ElementType.INT)
                .reshape(shape);
        Tensor typed = values.type().element() == ElementType.FLOAT ? most : most.cast(ElementType.INT);
        return List.of(x.with(typed), x.with(places).as(DataType.INT64));
    }
}
