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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
            Tensor direct = layer(call, true, false, windows, x);
            return direct != null ? direct : maxima(call, windows, x);
        }));
    }

    /** The layer with these windows; null if there is none. */
    private static @Nullable Tensor layer(Call call, boolean max, boolean countPadding, Windows windows, Tensor x) {
        boolean ceil = !windows.symmetric();
        boolean dilated = windows.dilations().stream().anyMatch(d -> d != 1);
        boolean wide = IntStream.range(0, windows.kernel().size())
                .anyMatch(i -> windows.before().get(i) > windows.kernel().get(i) / 2);
        // What rounding up adds never counts; padding that the file gives after the image may.
        boolean counts = countPadding && ceil && !windows.extra().equals(windows.over());
        if (windows.kernel().size() > 2
                || (dilated && !max)
                || wide
                || counts
                || (ceil && !windows.roundsUp(x.shape()))) {
            return null;
        }
        Map<String, Object> attributes = attributes(windows);
        attributes.put("padding", windows.before());
        attributes.put("ceilMode", ceil);
        if (!max) {
            boolean padded = windows.before().stream().anyMatch(margin -> margin != 0);
            attributes.put("countIncludePad", countPadding || !padded);
        }
        return call.layer(type(windows, max), attributes, x);
    }

    private static Class<? extends Layer> type(Windows windows, boolean max) {
        return windows.kernel().size() == 1
                ? max ? MaxPool1dLayer.class : AvgPool1dLayer.class
                : max ? MaxPool2dLayer.class : AvgPool2dLayer.class;
    }

    private static Map<String, Object> attributes(Windows windows) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kernelSize", windows.kernel());
        attributes.put("stride", windows.strides());
        if (windows.dilations().stream().anyMatch(d -> d != 1)) {
            attributes.put("dilation", windows.dilations());
        }
        return attributes;
    }

    /** With margins of another kind: of numbers that are no maximum. */
    private static Tensor maxima(Call call, Windows windows, Tensor x) {
        windows.requireConstant(x.shape());
        Tensor read = padded(x, windows, -Float.MAX_VALUE);
        return windows.kernel().size() <= 2
                ? call.layer(type(windows, true), attributes(windows), read)
                : axisByAxis(read, windows, Pooling::largest);
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
            Tensor direct = layer(call, false, countPadding, windows, x);
            return direct != null ? direct : means(call, countPadding, windows, x);
        }));
    }

    /** With margins of zeros, and the share of those that do not count made up for. */
    private static Tensor means(Call call, boolean countPadding, Windows windows, Tensor x) {
        windows.requireConstant(x.shape());
        Tensor read = padded(x, windows, 0);
        boolean dilated = windows.dilations().stream().anyMatch(d -> d != 1);
        Tensor mean = windows.kernel().size() <= 2 && !dilated
                ? call.layer(type(windows, false), attributes(windows), read)
                : axisByAxis(read, windows, Pooling::mean);
        Literal share = share(windows, x.shape(), mean.shape(), countPadding);
        return share.uniform() && share.number(0) == 1 ? mean : mean.times(call.constant(share));
    }

    /** The size of the kernel by the number of values that count, for each place of the result. */
    private static Literal share(Windows windows, Shape image, Shape result, boolean countPadding) {
        int axes = windows.kernel().size();
        List<Integer> dims = new ArrayList<>(List.of(1));
        float[] share = {1};
        for (int axis = 0; axis < axes; axis++) {
            int places = result.axis(axis + 1).max();
            int size = image.axis(axis + 1).max();
            dims.add(places);
            float[] next = new float[share.length * places];
            for (int i = 0; i < next.length; i++) {
                next[i] = share[i / places] * factor(windows, axis, i % places, size, countPadding);
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
