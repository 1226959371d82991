package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
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

    /** How one axis changes. */
    private record Change(int from, int to, double scale) {
        boolean none() {
            return from == to;
        }
    }

    private static List<Value> resize(Call call) {
        Flow x = call.flow(0);
        String mode = call.text("mode", "nearest");
        if (call.flag("antialias")
                || !call.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new Unsupported("antialias and keep_aspect_ratio_policy are not computed");
        }
        List<Change> changes = changes(call, x);
        boolean old = call.node().operator().equals("Upsample") || call.opset() < 11;
        String coordinates = old ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
        Flow layer = layer(x, changes, mode, coordinates, call);
        if (layer != null) {
            return List.of(layer);
        }
        Tensor y = x.tensor();
        for (int axis = 0; axis < changes.size(); axis++) {
            Change change = changes.get(axis);
            if (change != null && !change.none()) {
                y = switch (mode) {
                    case "nearest" ->
                        nearest(y, x.sample(axis), change, coordinates, old ? "floor" : nearestMode(call));
                    case "linear", "bilinear" -> linear(call, y, x.sample(axis), change, coordinates);
                    default -> throw new Unsupported("mode '" + mode + "' is not computed");
                };
            }
        }
        return List.of(x.with(y));
    }

    private static String nearestMode(Call call) {
        return call.text("nearest_mode", "round_prefer_floor");
    }

    private static List<Change> changes(Call call, Flow x) {
        int rank = x.rank();
        List<Integer> axes =
                call.integers("axes", IntStream.range(0, rank).boxed().toList());
        int scalesAt = call.opset() < 11 ? 1 : 2;
        Literal sizes = call.has(3) ? call.known(3, "the sizes") : null;
        Literal scales = sizes != null && sizes.size() > 0
                ? null
                : call.has(scalesAt) ? call.known(scalesAt, "the factors") : fromAttribute(call);
        List<Change> changes = new ArrayList<>(java.util.Collections.nCopies(rank, new Change(1, 1, 1)));
        for (int i = 0; i < axes.size(); i++) {
            int axis = Call.axis(axes.get(i), rank);
            boolean kept = scales != null ? scales.number(i) == 1 : false;
            if (kept || axis == x.axes().batch()) {
                continue;
            }
            int from = Math.toIntExact(x.dims().get(axis).value());
            int to = scales != null
                    ? (int) Math.floor(from * (double) scales.number(i))
                    : (int) java.util.Objects.requireNonNull(sizes).integer(i);
            double scale = scales != null ? scales.number(i) : (double) to / from;
            changes.set(axis, new Change(from, to, scale));
        }
        return changes;
    }

    private static Literal fromAttribute(Call call) {
        var scales = call.attribute("scales");
        if (scales == null) {
            throw new Unsupported("neither sizes nor factors are given");
        }
        float[] values = new float[scales.numbers().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scales.numbers().get(i);
        }
        return Literal.of(DataType.FLOAT, List.of(values.length), values);
    }

    /** An up-sampling layer, if one does the same; else null. */
    private static @Nullable Flow layer(Flow x, List<Change> changes, String mode, String coordinates, Call call) {
        int[] factors = new int[Math.max(0, changes.size() - 2)];
        boolean linear = mode.endsWith("linear") && coordinates.equals("half_pixel") && factors.length == 2;
        if (!x.axes().equals(dev.nervure.processor.onnx.translate.Axes.FIRST) || !(linear || mode.equals("nearest"))) {
            return null;
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            boolean whole = change.to() % change.from() == 0 && change.scale() == (double) change.to() / change.from();
            if (!whole || (i < 2 && !change.none())) {
                return null;
            }
            if (i >= 2) {
                factors[i - 2] = change.to() / change.from();
                int[] places = places(change, coordinates, nearestMode(call));
                int factor = factors[i - 2];
                if (!linear && !IntStream.range(0, places.length).allMatch(k -> places[k] == k / factor)) {
                    return null;
                }
            }
        }
        return x.with(x.tensor()
                .upsample(1, o -> o.scaleFactor(factors).mode(linear ? UpsampleMode.BILINEAR : UpsampleMode.NEAREST)));
    }

    /** Where a place of the result lies in the image. */
    private static double source(int place, Change change, String coordinates) {
        double length = change.scale() * change.from();
        return switch (coordinates) {
            case "half_pixel" -> (place + 0.5) / change.scale() - 0.5;
            case "half_pixel_symmetric" -> {
                double adjustment = change.to() / length;
                double center = change.from() / 2.0;
                yield center * (1 - adjustment) + (place + 0.5) / change.scale() - 0.5;
            }
            case "pytorch_half_pixel" -> change.to() > 1 ? (place + 0.5) / change.scale() - 0.5 : 0;
            case "align_corners" -> change.to() == 1 ? 0 : place * (change.from() - 1.0) / (change.to() - 1);
            case "asymmetric" -> place / change.scale();
            default -> throw new Unsupported("coordinates '" + coordinates + "' are not computed");
        };
    }

    private static int[] places(Change change, String coordinates, String rounding) {
        int[] places = new int[change.to()];
        for (int i = 0; i < places.length; i++) {
            double at = source(i, change, coordinates);
            double place =
                    switch (rounding) {
                        case "floor" -> Math.floor(at);
                        case "ceil" -> Math.ceil(at);
                        case "round_prefer_ceil" -> Math.floor(at + 0.5);
                        default -> Math.ceil(at - 0.5);
                    };
            places[i] = (int) Math.max(0, Math.min(change.from() - 1, place));
        }
        return places;
    }

    private static Tensor nearest(Tensor x, int axis, Change change, String coordinates, String rounding) {
        int[] places = places(change, coordinates, rounding);
        return x.gather(axis, Tensor.constant(places, places.length));
    }

    /** The product with a matrix that holds, in each column, the shares of two neighbours. */
    private static Tensor linear(Call call, Tensor x, int axis, Change change, String coordinates) {
        float[] shares = new float[change.from() * change.to()];
        for (int i = 0; i < change.to(); i++) {
            double at = source(i, change, coordinates);
            int low = (int) Math.floor(at);
            double share = at - low;
            int first = Math.max(0, Math.min(change.from() - 1, low));
            int second = Math.max(0, Math.min(change.from() - 1, low + 1));
            shares[first * change.to() + i] += (float) (1 - share);
            shares[second * change.to() + i] += (float) share;
        }
        Tensor matrix = call.constant(Literal.of(DataType.FLOAT, List.of(change.from(), change.to()), shares));
        int rank = x.shape().rank();
        if (axis == rank - 1) {
            return x.matmul(matrix);
        }
        int[] swap = IntStream.range(0, rank).toArray();
        swap[axis] = rank - 1;
        swap[rank - 1] = axis;
        return x.transpose(swap).matmul(matrix).transpose(swap);
    }
}
