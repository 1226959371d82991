package dev.nervure.processor.reference;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.layer.AndLayer;
import dev.nervure.dsl.layer.ArgMaxLayer;
import dev.nervure.dsl.layer.ArgMinLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.CategoryEncodingLayer;
import dev.nervure.dsl.layer.CompareLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.CumSumLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.GatherElementsLayer;
import dev.nervure.dsl.layer.GatherLayer;
import dev.nervure.dsl.layer.NotLayer;
import dev.nervure.dsl.layer.OneHotLayer;
import dev.nervure.dsl.layer.OrLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.TopKLayer;
import dev.nervure.dsl.layer.WhereLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Booleans, integers, and what is the same for every sample. A number jumps where a boolean or an integer changes. */
final class LogicRules {
    private LogicRules() {}

    static void register() {
        Rules.register(CompareLayer.class, LogicRules::compare);
        Rules.register(
                AndLayer.class,
                (layer, call) -> Array.of(call.shape(), at -> all(call, at).allMatch(v -> v != 0) ? 1 : 0));
        Rules.register(
                OrLayer.class,
                (layer, call) -> Array.of(call.shape(), at -> all(call, at).anyMatch(v -> v != 0) ? 1 : 0));
        Rules.register(NotLayer.class, (layer, call) -> call.input(0).map(v -> 1 - v));
        Rules.register(
                WhereLayer.class,
                (layer, call) -> Array.of(
                        call.shape(),
                        at -> call.broadcast(0, at) != 0 ? call.broadcast(1, at) : call.broadcast(2, at)));
        Rules.register(CastLayer.class, LogicRules::cast);
        Rules.register(ArgMaxLayer.class, (layer, call) -> extreme(layer.axis(), layer.keepDims(), 1, call));
        Rules.register(ArgMinLayer.class, (layer, call) -> extreme(layer.axis(), layer.keepDims(), -1, call));
        Rules.register(
                OneHotLayer.class,
                (layer, call) -> Array.of(call.shape(), at -> {
                    int[] row = Arrays.copyOf(at, at.length - 1);
                    return call.input(0).get(row) == at[at.length - 1] ? 1 : 0;
                }));
        Rules.register(CategoryEncodingLayer.class, LogicRules::categories);
        Rules.register(PartLayer.class, (layer, call) -> call.takenPart(layer.value()));
        Rules.register(SplitLayer.class, LogicRules::split);
        Rules.register(TopKLayer.class, LogicRules::topK);
        Rules.register(GatherLayer.class, LogicRules::gather);
        Rules.register(GatherElementsLayer.class, LogicRules::gatherElements);
        Rules.register(ExpandLayer.class, (layer, call) -> Array.of(call.shape(), at -> call.broadcast(0, at)));
        Rules.register(CumSumLayer.class, LogicRules::cumulativeSum);
        Rules.register(ParameterLayer.class, (layer, call) -> call.parameter());
        Rules.register(ConstantLayer.class, LogicRules::constant);
    }

    private static Array categories(CategoryEncodingLayer layer, Call call) {
        Array x = call.input(0);
        int k = x.size(x.shape().length - 1);
        return Array.of(call.shape(), at -> {
            int[] place = at.clone();
            int count = 0;
            for (int i = 0; i < k; i++) {
                place[at.length - 1] = i;
                count += x.get(place) == at[at.length - 1] ? 1 : 0;
            }
            return layer.count() ? count : Math.min(count, 1);
        });
    }

    private static java.util.stream.DoubleStream all(Call call, int[] at) {
        return java.util.stream.IntStream.range(0, call.inputs().size()).mapToDouble(i -> call.broadcast(i, at));
    }

    private static Array compare(CompareLayer layer, Call call) {
        return Array.of(call.shape(), at -> {
            double a = call.broadcast(0, at);
            double b = call.broadcast(1, at);
            if (call.node().inputs().get(0).type().element() == ElementType.FLOAT) {
                call.kink(a - b);
            }
            return holds(layer.value(), a, b) ? 1 : 0;
        });
    }

    private static boolean holds(Comparison comparison, double a, double b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
        };
    }

    private static Array cast(CastLayer layer, Call call) {
        boolean floats = call.node().inputs().get(0).type().element() == ElementType.FLOAT;
        return call.input(0).map(x -> {
            if (floats && layer.type() != ElementType.FLOAT) {
                call.kink(layer.type() == ElementType.INT ? x - Math.rint(x) : x);
            }
            return switch (layer.type()) {
                case FLOAT -> x;
                case INT -> (int) x;
                case BOOL -> x != 0 ? 1 : 0;
            };
        });
    }

    /** The axis among all of an array. */
    private static int axis(int axis, Call call) {
        Array x = call.input(0);
        return axis < 0 ? x.shape().length + axis : axis + call.batch(0);
    }

    private static Array extreme(int declared, boolean keepDims, int sign, Call call) {
        Array x = call.input(0);
        int axis = axis(declared, call);
        return Array.of(call.shape(), at -> {
            int[] from = new int[x.shape().length];
            for (int i = 0, j = 0; i < from.length; i++) {
                from[i] = i == axis ? 0 : at[j];
                j += i == axis && !keepDims ? 0 : 1;
            }
            int best = 0;
            double found = sign * x.get(from);
            for (int k = 1; k < x.size(axis); k++) {
                from[axis] = k;
                double value = sign * x.get(from);
                call.kink(value - found);
                if (value > found) {
                    best = k;
                    found = value;
                }
            }
            return best;
        });
    }

    private static Array split(SplitLayer layer, Call call) {
        Array x = call.input(0);
        int axis = axis(layer.axis(), call);
        Array result = call.input(0);
        int start = 0;
        for (int i = 0; i < layer.sizes().size(); i++) {
            int from = start;
            int[] shape = x.shape().clone();
            shape[axis] = layer.sizes().get(i);
            Array part = Array.of(shape, at -> {
                int[] there = at.clone();
                there[axis] += from;
                return x.get(there);
            });
            if (i == 0) {
                result = part;
            } else {
                call.part(i, part);
            }
            start += shape[axis];
        }
        return result;
    }

    private static Array topK(TopKLayer layer, Call call) {
        Array x = call.input(0);
        int axis = axis(layer.axis(), call);
        int sign = layer.largest() ? -1 : 1;
        Array values = Array.zeros(call.shape());
        Array places = Array.of(call.shape(), at -> {
            int[] from = at.clone();
            List<Integer> order = new ArrayList<>();
            for (int k = 0; k < x.size(axis); k++) {
                order.add(k);
            }
            order.sort(Comparator.comparingDouble(k -> {
                from[axis] = k;
                return sign * x.get(from);
            }));
            int place = order.get(at[axis]);
            from[axis] = place;
            double value = x.get(from);
            for (int k : order) {
                from[axis] = k;
                if (k != place) {
                    call.kink(x.get(from) - value);
                }
            }
            int index = 0;
            for (int i = 0; i < at.length; i++) {
                index = index * values.shape()[i] + at[i];
            }
            values.values()[index] = value;
            return place;
        });
        call.part(1, places);
        return values;
    }

    private static Array gather(GatherLayer layer, Call call) {
        Array x = call.input(0);
        Array places = call.input(1);
        int axis = axis(layer.axis(), call) - call.batch(0);
        int rank = places.shape().length - call.batch(1);
        int batch = Math.max(call.batch(0), call.batch(1));
        return Array.of(call.shape(), at -> {
            int[] place = new int[places.shape().length];
            int[] from = new int[x.shape().length];
            if (call.batch(0) == 1) {
                from[0] = at[0];
            }
            if (call.batch(1) == 1) {
                place[0] = at[0];
            }
            System.arraycopy(at, batch, from, call.batch(0), axis);
            System.arraycopy(at, batch + axis, place, call.batch(1), rank);
            from[call.batch(0) + axis] = (int) places.get(place);
            int after = call.batch(0) + axis + 1;
            System.arraycopy(at, batch + axis + rank, from, after, from.length - after);
            return x.get(from);
        });
    }

    private static Array gatherElements(GatherElementsLayer layer, Call call) {
        Array x = call.input(0);
        int axis = axis(layer.axis(), call);
        return Array.of(call.shape(), at -> {
            int[] from = Arrays.copyOfRange(at, at.length - x.shape().length, at.length);
            from[axis] = (int) call.broadcast(1, at);
            return x.get(from);
        });
    }

    private static Array cumulativeSum(CumSumLayer layer, Call call) {
        int axis = axis(layer.axis(), call);
        return Array.of(call.shape(), at -> {
            double sum = 0;
            int[] from = at.clone();
            for (from[axis] = 0; from[axis] <= at[axis]; from[axis]++) {
                sum += call.input(0).get(from);
            }
            return sum;
        });
    }

    private static Array constant(ConstantLayer layer, Call call) {
        double[] given = layer.ints().isEmpty()
                ? layer.value().stream().mapToDouble(v -> v).toArray()
                : layer.ints().stream().mapToDouble(v -> v).toArray();
        Array all = Array.zeros(call.shape());
        for (int i = 0; i < all.values().length && given.length > 0; i++) {
            all.values()[i] = given[given.length == 1 ? 0 : i];
        }
        return all;
    }
}
