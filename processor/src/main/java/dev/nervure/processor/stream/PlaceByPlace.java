package dev.nervure.processor.stream;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.ArgExtreme;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.CumulativeSum;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Gather;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.op.OneHot;
import dev.nervure.processor.op.OuterProduct;
import dev.nervure.processor.op.Prelu;
import dev.nervure.processor.op.Reduction;
import dev.nervure.processor.op.RowNorm;
import dev.nervure.processor.op.Softmax;
import dev.nervure.processor.op.TopK;
import dev.nervure.processor.op.Transpose;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Ops that compute each place of its own inputs alone: a step is the same op on the places that are given now. */
final class PlaceByPlace {
    private PlaceByPlace() {}

    static void register() {
        always(Elementwise.class);
        always(Gather.class);
        always(OneHot.class);
        always(Transpose.class);
        notAlongLastAxis(Linear.class);
        notAlongLastAxis(Softmax.class);
        notAlongLastAxis(RowNorm.class);
        notAlongLastAxis(OuterProduct.class);
        register(Prelu.class, (op, axis) -> axis != 0, "its channels are the places of the variable axis");
        register(Reduction.class, (op, axis) -> !op.axes().contains(axis), "it is computed of all places");
        register(ArgExtreme.class, (op, axis) -> op.axis() != axis, "it is computed of all places");
        register(TopK.class, (op, axis) -> op.axis() != axis, "it is computed of all places");
        register(CumulativeSum.class, (op, axis) -> op.axis() != axis, "it adds up all places");
        always(Blocks.class); // along other axes than time
        Rules.register(Copy.class, PlaceByPlace::reshape);
    }

    private static void always(Class<? extends Op> type) {
        register(type, (op, axis) -> true, "");
    }

    private static void notAlongLastAxis(Class<? extends Op> type) {
        Rules.register(type, (step, stream) -> {
            boolean last = step.inputs().stream()
                    .anyMatch(value -> value.shape().rank() > 0
                            && stream.timeAxis(value) == value.shape().rank() - 1);
            if (last) {
                stream.looksAhead("it is computed along the variable axis", "transpose, so that another axis is last");
            } else {
                same(step, stream);
            }
        });
    }

    private static <O extends Op> void register(Class<O> type, BiPredicate<O, Integer> possible, String why) {
        Rules.register(type, (step, stream) -> {
            int axis = stream.timeAxis(step.input(0));
            if (axis >= 0 && !possible.test(type.cast(step.op()), axis)) {
                stream.looksAhead(
                        why, "keep to other axes, or use a recurrent layer with lastOnly, which sees all so far");
            } else {
                same(step, stream);
            }
        });
    }

    /** The same op, if time is one axis of what it reads and writes, and the same for all. */
    static void same(Step step, Streaming stream) {
        Set<Dim> times = new HashSet<>();
        for (Value value : step.outputs()) {
            long variable = value.shape().sample().stream()
                    .filter(dim -> !dim.constant())
                    .count();
            if (stream.hasTime(value) && (stream.timeAxis(value) < 0 || variable > 1)) {
                stream.looksAhead(
                        "its tensor " + value.shape() + " has other places than the variable axis",
                        "use multiHeadAttention or scaledDotProductAttention with causal for attention");
                return;
            }
        }
        Stream.concat(step.inputs().stream(), step.outputs().stream())
                .filter(stream::hasTime)
                .forEach(value -> times.add(stream.timeAxis(value) < 0 ? Dim.of(0) : stream.time(value)));
        if (times.size() > 1) {
            stream.looksAhead("it makes other places of those that it is given", "leave the variable axis as it is");
            return;
        }
        stream.same(step.op(), step);
    }

    /** Other axes, if there is as much before time as there was. */
    private static void reshape(Step step, Streaming stream) {
        Value x = step.input(0);
        Value y = step.output();
        if (stream.timeAxis(x) >= 0
                && stream.timeAxis(y) >= 0
                && stream.time(x).equals(stream.time(y))
                && before(x, stream) == before(y, stream)) {
            stream.same(step.op(), step);
        } else {
            stream.looksAhead("it joins places", "leave the variable axis as it is");
        }
    }

    private static int before(Value value, Streaming stream) {
        Shape shape = value.shape();
        return shape.sample().subList(0, stream.timeAxis(value)).stream()
                .mapToInt(dim -> dim.max())
                .reduce(1, (a, b) -> a * b);
    }
}
