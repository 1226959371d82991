package dev.nervure.processor.random;

import static dev.nervure.dsl.ElementType.BOOL;
import static dev.nervure.dsl.ElementType.FLOAT;
import static dev.nervure.dsl.ElementType.INT;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.ParameterLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Booleans and integers within what gives floats, tensors without a batch, and further functions. */
final class LogicGrowth {
    static final List<Growth> ALL = List.of(
            Growth.of(x -> x.abs()),
            Growth.of(x -> x.sin()),
            Growth.of(x -> x.cos()),
            Growth.of(x -> x.clamp(-0.8f, 0.9f)),
            Growth.of(x -> x.stopGradient().times(x)),
            alike((a, b) -> a.minimum(b)),
            alike((a, b) -> a.maximum(b)),
            garden -> alike((a, b) -> a.compare(garden.oneOf(List.of(Comparison.values())), b)
                            .where(b, a))
                    .grow(garden),
            alike((a, b) ->
                    a.cast(BOOL).and(b.compare(Comparison.GREATER, 0)).not().where(a, b)),
            alike((a, b) -> a.compare(Comparison.LESS, 0.2f)
                    .or(b.compare(Comparison.LESS, 0))
                    .where(a, b)),
            alike((a, b) -> a.times(4).cast(INT).plus(b.cast(INT)).cast(FLOAT).plus(a)),
            garden -> garden.any(t -> t.shape().rank() == 2 && t.shape().axis(1).max() % 2 == 0)
                    .map(x -> x.rotary(1, o -> o.interleaved(garden.chance(0.5)))),
            LogicGrowth::extreme,
            LogicGrowth::categories,
            LogicGrowth::split,
            LogicGrowth::topK,
            LogicGrowth::gather,
            LogicGrowth::gatherElements,
            LogicGrowth::expand,
            LogicGrowth::moved,
            LogicGrowth::cumulativeSum,
            LogicGrowth::reduction,
            LogicGrowth::parameter,
            LogicGrowth::constant);

    private LogicGrowth() {}

    /** Two tensors of one shape. */
    private static Growth alike(BinaryOperator<Tensor> layer) {
        return garden -> {
            Tensor a = garden.any();
            return garden.any(t -> t.shape().equals(a.shape())).map(b -> layer.apply(a, b));
        };
    }

    private static Optional<Tensor> extreme(Garden garden) {
        Tensor x = garden.any();
        int axis = axis(garden, x);
        int size = x.shape().axis(axis).max();
        Tensor place = garden.chance(0.5) ? x.argMax(axis) : x.argMin(axis);
        return Optional.of(place.oneHot(size).times(0.5f));
    }

    private static Optional<Tensor> categories(Garden garden) {
        boolean count = garden.chance(0.5);
        return garden.any(t -> t.shape().rank() > 1).map(x -> {
            int axis = axis(garden, x);
            return x.argMax(axis)
                    .categoryEncoding(x.shape().axis(axis).max(), count)
                    .times(0.5f);
        });
    }

    private static Optional<Tensor> split(Garden garden) {
        return garden.any(t -> t.shape().axis(-1).max() > 1).map(x -> {
            int size = x.shape().axis(-1).max();
            int first = garden.from(1, size - 1);
            Tensor split = x.split(-1, first, size - first);
            return garden.chance(0.5) ? split.part(1).plus(0) : split.part(1).concat(split);
        });
    }

    private static Optional<Tensor> topK(Garden garden) {
        Tensor x = garden.any();
        int axis = axis(garden, x);
        int k = garden.from(1, x.shape().axis(axis).max());
        return Optional.of(x.topK(k, axis, garden.chance(0.5)).plus(0));
    }

    private static Optional<Tensor> gather(Garden garden) {
        Tensor x = garden.any();
        int axis = axis(garden, x);
        int size = x.shape().axis(axis).max();
        Tensor row = garden.any(t -> t.shape().rank() == 1 && t.shape().axis(0).max() <= size)
                .orElse(x.flatten().slice(0, 0, 1));
        return Optional.of(x.gather(axis, row.topK(1).part(1)));
    }

    private static Optional<Tensor> gatherElements(Garden garden) {
        Tensor x = garden.any();
        int axis = axis(garden, x);
        Tensor places = garden.chance(0.5)
                ? x.topK(garden.from(1, x.shape().axis(axis).max()), axis, garden.chance(0.5))
                        .part(1)
                : x.argMax(axis, true);
        return Optional.of(x.gatherElements(axis, places));
    }

    private static Optional<Tensor> expand(Garden garden) {
        Tensor x = garden.any();
        int rank = x.shape().rank();
        int[] value = new int[rank + garden.from(0, rank < 3 ? 1 : 0)];
        int further = value.length - rank;
        for (int i = 0; i < value.length; i++) {
            boolean one = i < further || x.shape().axis(i - further).max() == 1;
            value[i] = one ? garden.from(1, 3) : -1;
        }
        return Optional.of(x.expand(value));
    }

    /** Integers, moved and computed with, beside what they come from. */
    private static Optional<Tensor> moved(Garden garden) {
        return garden.any(t -> t.shape().rank() == 2 && t.shape().size() <= 60).map(x -> {
            Tensor i = x.times(2).cast(INT).transpose().pad(1, 0).plus(1);
            Tensor j = i.div(Tensor.constant(new int[] {2})).slice(1, 1);
            return j.concat(0, j.times(-3))
                    .max(0)
                    .cast(FLOAT)
                    .times(0.1f)
                    .reshape(-1, 1)
                    .plus(x);
        });
    }

    private static Optional<Tensor> cumulativeSum(Garden garden) {
        Tensor x = garden.any();
        return Optional.of(x.cumSum(axis(garden, x)).times(0.3f));
    }

    private static Optional<Tensor> reduction(Garden garden) {
        Tensor x = garden.any();
        int axis = axis(garden, x);
        return Optional.of(
                garden.chance(0.5)
                        ? x.min(o -> o.axis(axis).keepDims(true))
                        : x.logSumExp(o -> o.axis(axis).keepDims(true)));
    }

    private static Optional<Tensor> parameter(Garden garden) {
        Tensor x = garden.any();
        Tensor table = Tensor.of(Layers.of(
                ParameterLayer.class,
                Map.of(
                        "value",
                        x.shape().sample().stream().map(dim -> dim.max()).toList())));
        return Optional.of(garden.chance(0.5) ? x.plus(table) : x.times(table.tanh()));
    }

    private static Optional<Tensor> constant(Garden garden) {
        Tensor x = garden.any();
        float[] row = new float[x.shape().axis(-1).max()];
        for (int i = 0; i < row.length; i++) {
            row[i] = (i % 7 - 3) / 2f;
        }
        return Optional.of(x.times(Tensor.constant(row, row.length)));
    }

    private static int axis(Garden garden, Tensor x) {
        int axis = garden.from(0, x.shape().rank() - 1);
        return garden.chance(0.5) ? axis : axis - x.shape().rank();
    }
}
