package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The largest or the mean value of windows. */
final class Pooling {
    private Pooling() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "MaxPool",
                Pooling::maxPool,
                "AveragePool",
                Pooling::averagePool,
                "GlobalAveragePool",
                call -> global(call, true),
                "GlobalMaxPool",
                call -> global(call, false));
    }

    private static List<Value> maxPool(Call call) {
        List<Integer> kernel = kernel(call);
        if (call.wants(1)) {
            return MaximaPlaces.of(call, call.flow(0), kernel);
        }
        if (!call.in(0).type().floats()) {
            // small integers are floats without loss
            Value whole =
                    call.apply("MaxPool", call.node().attributes(), Elementwise.cast(call.flow(0), DataType.FLOAT));
            return List.of(
                    Elementwise.cast((Flow) whole, DataType.INT32).as(call.in(0).type()));
        }
        return List.of(call.perImage(call.flow(0), x -> {
            Windows windows = Windows.of(call, x.shape(), kernel);
            return usual(windows)
                    ? pool(call, true, windows, x)
                    : axisByAxis(padded(x, windows, -Float.MAX_VALUE), windows, Pooling::largest);
        }));
    }

    /** Whether a pooling layer takes these windows as they are. */
    private static boolean usual(Windows windows) {
        int axes = windows.kernel().size();
        return axes <= 2
                && windows.symmetric()
                && windows.dilations().stream().allMatch(d -> d == 1)
                && IntStream.range(0, axes)
                        .allMatch(
                                i -> windows.before().get(i) <= windows.kernel().get(i) / 2);
    }

    private static Tensor pool(Call call, boolean max, Windows windows, Tensor x) {
        Class<? extends Layer> type = windows.kernel().size() == 1
                ? max ? MaxPool1dLayer.class : AvgPool1dLayer.class
                : max ? MaxPool2dLayer.class : AvgPool2dLayer.class;
        return call.layer(
                type,
                Map.of("kernelSize", windows.kernel(), "stride", windows.strides(), "padding", windows.before()),
                x);
    }

    private static Tensor padded(Tensor x, Windows windows, float value) {
        boolean none = IntStream.of(windows.margins()).allMatch(margin -> margin == 0);
        return none ? x : x.pad(IntStream.of(windows.margins()).boxed().toList(), o -> o.value(value));
    }

    private static Tensor largest(List<Tensor> values) {
        return values.get(0).maximum(values.subList(1, values.size()).toArray(new Tensor[0]));
    }

    private static Tensor mean(List<Tensor> values) {
        return values.get(0)
                .add(values.subList(1, values.size()).toArray(new Tensor[0]))
                .times(1f / values.size());
    }

    /** Along one axis after the other: of the values that each weight of the kernel meets. */
    private static Tensor axisByAxis(Tensor x, Windows windows, Function<List<Tensor>, Tensor> together) {
        Tensor result = x;
        for (int axis = 0; axis < windows.kernel().size(); axis++) {
            int size = result.shape().axis(axis + 1).max();
            int dilation = windows.dilations().get(axis);
            int stride = windows.strides().get(axis);
            int places = (size - dilation * (windows.kernel().get(axis) - 1) - 1) / stride + 1;
            List<Tensor> parts = new ArrayList<>();
            for (int k = 0; k < windows.kernel().get(axis); k++) {
                parts.add(Strided.take(result, axis + 1, k * dilation, stride, places));
            }
            result = parts.size() == 1 ? parts.get(0) : together.apply(parts);
        }
        return result;
    }

    private static List<Integer> kernel(Call call) {
        List<Integer> kernel = call.integers("kernel_shape", List.of());
        if (kernel.isEmpty()) {
            throw new Unsupported("kernel_shape is missing");
        }
        kernel.forEach(size -> Strided.few(size, "places in its kernel"));
        return kernel;
    }

    private static List<Value> averagePool(Call call) {
        List<Integer> kernel = kernel(call);
        boolean countPadding = call.flag("count_include_pad");
        return List.of(call.perImage(call.flow(0), x -> {
            Windows windows = Windows.of(call, x.shape(), kernel);
            Tensor mean = usual(windows)
                    ? pool(call, false, windows, x)
                    : axisByAxis(padded(x, windows, 0), windows, Pooling::mean);
            Literal share = share(windows, x.shape(), mean.shape(), countPadding);
            return share.uniform() && share.number(0) == 1 ? mean : mean.times(call.constant(share));
        }));
    }

    /** The size of the kernel by the number of values that count, for each place of the result. */
    private static Literal share(Windows windows, Shape image, Shape result, boolean countPadding) {
        int axes = windows.kernel().size();
        List<Integer> dims = new ArrayList<>(List.of(1));
        float[] share = {1};
        for (int axis = 0; axis < axes; axis++) {
            boolean constant = result.axis(axis + 1).constant();
            int places = constant ? result.axis(axis + 1).max() : 1;
            dims.add(places);
            float[] next = new float[share.length * places];
            for (int i = 0; i < next.length; i++) {
                int size = image.axis(axis + 1).max();
                next[i] = share[i / places] * (constant ? factor(windows, axis, i % places, size, countPadding) : 1);
            }
            share = next;
        }
        return Literal.of(DataType.FLOAT, dims, share);
    }

    private static float factor(Windows windows, int axis, int place, int size, boolean countPadding) {
        int kernel = windows.kernel().get(axis);
        int before = windows.before().get(axis);
        int padding = windows.after().get(axis) - windows.extra().get(axis);
        int from = countPadding ? -before : 0;
        int to = countPadding ? size + padding : size;
        int counted = 0;
        for (int k = 0; k < kernel; k++) {
            int at = place * windows.strides().get(axis)
                    - before
                    + k * windows.dilations().get(axis);
            counted += at >= from && at < to ? 1 : 0;
        }
        return (float) kernel / Math.max(1, counted);
    }

    private static List<Value> global(Call call, boolean mean) {
        Flow x = call.flow(0);
        return List.of(call.perImage(x, image -> {
            int[] axes = IntStream.range(1, image.shape().rank()).toArray();
            return mean
                    ? image.mean(o -> o.axis(axes).keepDims(true))
                    : image.max(o -> o.axis(axes).keepDims(true));
        }));
    }
}
