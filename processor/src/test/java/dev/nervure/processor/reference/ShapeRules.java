package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.LogSumExpLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MaxLayer;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.MinLayer;
import dev.nervure.dsl.layer.PadLayer;
import dev.nervure.dsl.layer.PreluLayer;
import dev.nervure.dsl.layer.ReductionLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SumLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What moves values, makes one of many, or multiplies tensors. */
final class ShapeRules {
    private ShapeRules() {}

    static void register() {
        Rules.register(
                FlattenLayer.class,
                (layer, call) -> new Array(call.shape(), call.input(0).values()));
        Rules.register(
                ReshapeLayer.class,
                (layer, call) -> new Array(call.shape(), call.input(0).values()));
        Rules.register(TransposeLayer.class, ShapeRules::transpose);
        Rules.register(SliceLayer.class, ShapeRules::slice);
        Rules.register(PadLayer.class, ShapeRules::pad);
        reduction(SumLayer.class, values -> values.stream().mapToDouble(v -> v).sum());
        reduction(
                MeanLayer.class,
                values -> values.stream().mapToDouble(v -> v).average().orElseThrow());
        Rules.register(MaxLayer.class, (layer, call) -> reduce(layer, call, values -> max(values, call)));
        Rules.register(
                MinLayer.class,
                (layer, call) -> reduce(
                        layer, call, values -> -max(values.stream().map(v -> -v).toList(), call)));
        reduction(LogSumExpLayer.class, values -> {
            double max = values.stream().mapToDouble(v -> v).max().orElseThrow();
            return max
                    + Math.log(
                            values.stream().mapToDouble(v -> Math.exp(v - max)).sum());
        });
        Rules.register(MatmulLayer.class, (layer, call) -> matmul(call));
        Rules.register(PreluLayer.class, ShapeRules::prelu);
        Rules.register(BilinearLayer.class, ShapeRules::bilinear);
    }

    private static Array transpose(TransposeLayer layer, Call call) {
        List<Integer> order = layer.order(call.node().inputs().get(0).type().shape());
        return Array.of(call.shape(), index -> {
            int[] from = index.clone();
            for (int axis = 0; axis < order.size(); axis++) {
                from[call.batch(0) + order.get(axis)] = index[call.batch(0) + axis];
            }
            return call.input(0).get(from);
        });
    }

    private static Array slice(SliceLayer layer, Call call) {
        int axis = layer.axis() < 0 ? call.shape().length + layer.axis() : layer.axis() + call.batch(0);
        int start = layer.start() < 0 ? call.input(0).size(axis) + layer.start() : layer.start();
        return Array.of(call.shape(), index -> {
            int[] from = index.clone();
            from[axis] += start;
            return call.input(0).get(from);
        });
    }

    private static Array pad(PadLayer layer, Call call) {
        Array x = call.input(0);
        return Array.of(call.shape(), index -> {
            int[] from = index.clone();
            for (int i = 0; i < layer.padding().size(); i += 2) {
                int axis = index.length - 1 - i / 2;
                from[axis] -= layer.padding().get(i);
                if (from[axis] < 0 || from[axis] >= x.size(axis)) {
                    return layer.value();
                }
            }
            return x.get(from);
        });
    }

    private static <L extends ReductionLayer> void reduction(Class<L> type, ToDoubleFunction<List<Double>> function) {
        Rules.register(type, (layer, call) -> reduce(layer, call, function));
    }

    private static Array reduce(ReductionLayer layer, Call call, ToDoubleFunction<List<Double>> function) {
        List<Integer> axes = layer.axes(call.node().inputs().get(0).type().shape());
        Array x = call.input(0);
        Map<List<Integer>, List<Double>> groups = new HashMap<>();
        Array.of(x.shape(), index -> {
            List<Integer> kept = new ArrayList<>();
            for (int axis = 0; axis < index.length; axis++) {
                if (axis < call.batch(0) || !axes.contains(axis - call.batch(0))) {
                    kept.add(index[axis]);
                } else if (layer.keepDims()) {
                    kept.add(0);
                }
            }
            groups.computeIfAbsent(kept, k -> new ArrayList<>()).add(x.get(index));
            return 0;
        });
        return Array.of(
                call.shape(),
                index -> function.applyAsDouble(
                        groups.get(Arrays.stream(index).boxed().toList())));
    }

    /** The greatest value; the slope jumps where the second overtakes it. */
    static double max(List<Double> values, Call call) {
        List<Double> sorted = values.stream().sorted().toList();
        int last = sorted.size() - 1;
        if (last > 0) {
            call.kink(sorted.get(last) - sorted.get(last - 1));
        }
        return sorted.get(last);
    }

    private static Array matmul(Call call) {
        Array a = call.input(0);
        Array b = call.input(1);
        return Array.of(call.shape(), index -> {
            int last = index.length - 1;
            double sum = 0;
            for (int k = 0; k < a.size(-1); k++) {
                int[] left = index.clone();
                left[last] = k;
                int[] right = index.clone();
                right[last - 1] = k;
                sum += call.broadcast(0, left) * call.broadcast(1, right);
            }
            return sum;
        });
    }

    private static Array prelu(PreluLayer layer, Call call) {
        Array slope = call.parameter("weight");
        return Array.of(call.shape(), index -> {
            double x = call.input(0).get(index);
            call.kink(x);
            return x > 0 ? x : slope.get(layer.perChannel() ? index[1] : 0) * x;
        });
    }

    private static Array bilinear(BilinearLayer layer, Call call) {
        Array a = call.input(0);
        Array b = call.input(1);
        Array w = call.parameter("weight");
        Array z = Array.of(call.shape(), index -> {
            int last = index.length - 1;
            int unit = index[last];
            double sum = layer.bias() ? call.parameter("bias").get(unit) : 0;
            int[] left = index.clone();
            int[] right = index.clone();
            for (int i = 0; i < a.size(-1); i++) {
                for (int j = 0; j < b.size(-1); j++) {
                    left[last] = i;
                    right[last] = j;
                    sum += a.get(left) * w.get(unit, i, j) * b.get(right);
                }
            }
            return sum;
        });
        return DenseRules.activation(layer.activation(), z, call);
    }
}
