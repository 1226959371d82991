package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images of another size. Whole factors are an up-sampling layer; otherwise each axis is a choice of places, or a product with
 * a matrix that is known.
 */
final class Resizing {
    private Resizing() {}

    static Map<String, Operator> operators() {
        return Map.of("Resize", Resizing::resize, "Upsample", Resizing::resize);
    }

    private static List<Value> resize(Call call) {
        Flow x = call.flow(0);
        List<ResizedAxis> axes = ResizedAxis.of(call, x);
        String mode = call.text("mode", "nearest");
        Flow layer = layer(x, axes, mode);
        if (layer != null) {
            return List.of(layer);
        }
        ResizedAxis.Kernel kernel = mode.equals("nearest") ? null : kernel(call, mode);
        boolean floats = x.type().floats();
        Flow read = floats || kernel == null ? x : Elementwise.cast(x, DataType.FLOAT);
        Tensor y = read.tensor();
        for (int i = 0; i < axes.size(); i++) {
            ResizedAxis axis = axes.get(i);
            if (!axis.none()) {
                int at = x.sample(i);
                y = kernel == null ? chosen(y, at, axis, call) : mixed(y, at, axis, kernel, call);
            }
        }
        Flow made = read.with(y);
        return List.of(
                floats || kernel == null
                        ? made
                        : Elementwise.cast(made, DataType.INT32).as(x.type()));
    }

    private static ResizedAxis.Kernel kernel(Call call, String mode) {
        boolean cubic = mode.equals("cubic");
        if (!cubic && !mode.endsWith("linear")) {
            throw new Unsupported("mode '" + mode + "' is unknown");
        }
        return new ResizedAxis.Kernel(
                cubic, call.number("cubic_coeff_a", -0.75f), call.flag("antialias"), call.flag("exclude_outside"));
    }

    /** An up-sampling layer, if one does the same; else null. */
    private static @Nullable Flow layer(Flow x, List<ResizedAxis> axes, String mode) {
        int[] factors = new int[Math.max(0, axes.size() - 2)];
        boolean nearest = mode.equals("nearest");
        boolean linear = mode.endsWith("linear") && factors.length == 2;
        if (!x.type().floats() || !x.axes().equals(Axes.FIRST) || !(linear || nearest) || factors.length == 0) {
            return null;
        }
        for (int i = 0; i < axes.size(); i++) {
            ResizedAxis axis = axes.get(i);
            int factor = axis.to() / axis.from();
            boolean whole = factor * axis.from() == axis.to() && axis.scale() == factor;
            if (!whole || (i < 2 && !axis.none()) || (linear && !axis.plainHalfPixel())) {
                return null;
            }
            if (i >= 2) {
                factors[i - 2] = factor;
                int[] places = axis.places();
                if (nearest && !IntStream.range(0, places.length).allMatch(k -> places[k] == k / factor)) {
                    return null;
                }
            }
        }
        return x.with(x.tensor()
                .upsample(1, o -> o.scaleFactor(factors).mode(linear ? UpsampleMode.BILINEAR : UpsampleMode.NEAREST)));
    }

    /** Each place of the result is one of the image, or the number that stands for what lies outside. */
    private static Tensor chosen(Tensor x, int at, ResizedAxis axis, Call call) {
        int[] places = axis.places();
        boolean outside = IntStream.of(places).anyMatch(place -> place < 0);
        int[] within = IntStream.of(places).map(place -> Math.max(0, place)).toArray();
        Tensor y = x.gather(at, Tensor.constant(within, within.length));
        if (!outside) {
            return y;
        }
        float number = call.number("extrapolation_value", 0);
        if (x.type().element() != dev.nervure.dsl.ElementType.FLOAT) {
            throw new Unsupported("it takes integers from outside of the image");
        }
        float[] kept = new float[places.length];
        float[] added = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            kept[i] = places[i] < 0 ? 0 : 1;
            added[i] = places[i] < 0 ? number : 0;
        }
        List<Integer> dims = along(x, at, places.length);
        return y.times(call.constant(Literal.of(DataType.FLOAT, dims, kept)))
                .plus(call.constant(Literal.of(DataType.FLOAT, dims, added)));
    }

    /** The sizes of numbers that differ along one axis alone. */
    private static List<Integer> along(Tensor x, int at, int size) {
        return IntStream.range(at, x.shape().rank())
                .mapToObj(i -> i == at ? size : 1)
                .toList();
    }

    /** The product with a matrix that holds, in each column, the shares of the places that a place of the result mixes. */
    private static Tensor mixed(Tensor x, int at, ResizedAxis axis, ResizedAxis.Kernel kernel, Call call) {
        Tensor matrix = call.constant(Literal.of(DataType.FLOAT, List.of(axis.from(), axis.to()), axis.shares(kernel)));
        int rank = x.shape().rank();
        Tensor y;
        if (at == rank - 1) {
            y = x.matmul(matrix);
        } else {
            int[] swap = IntStream.range(0, rank).toArray();
            swap[at] = rank - 1;
            swap[rank - 1] = at;
            y = x.transpose(swap).matmul(matrix).transpose(swap);
        }
        float number = call.number("extrapolation_value", 0);
        boolean[] outside = axis.outside();
        float[] added = new float[axis.to()];
        boolean any = false;
        for (int i = 0; i < added.length; i++) {
            added[i] = outside[i] ? number : 0;
            any |= outside[i] && number != 0;
        }
        return any ? y.plus(call.constant(Literal.of(DataType.FLOAT, along(x, at, added.length), added))) : y;
    }
}
