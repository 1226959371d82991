package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Elementwise steps whose operands or result lack axes of the others: a nest of loops, one an axis. */
final class Broadcast {
    private Broadcast() {}

    static void emit(Step step, Expr expr, Code code) {
        Value out = step.output();
        Axes space = space(step, code);
        Shape shape = space.shape();
        boolean sums = out.shape().size() < shape.size() || out.shape().batched() != shape.batched();
        if (sums && !step.add()) {
            code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(out));
        }
        code.nest(space, space.rank(), at -> {
            String value = expr.java(i -> element(step.input(i), at, code));
            code.add("$L $L $L", element(out, at, code), sums || step.add() ? "+=" : "=", value);
        });
    }

    /** The value at a place; axes that it lacks, or has with size 1, are read again. */
    private static String element(Value value, List<Index> at, Code code) {
        Axes axes = code.axes(value);
        List<Index> own = new ArrayList<>(List.of(at.get(0)));
        for (int axis = 0; axis < axes.rank(); axis++) {
            boolean one = isOne(axes.shape().axis(axis));
            own.add(one ? Index.ZERO : at.get(at.size() - axes.rank() + axis));
        }
        return code.array(value) + "[" + axes.offset(own) + "]";
    }

    /** The axes that all operands and the result stretch to. */
    private static Axes space(Step step, Code code) {
        List<Axes> all = Stream.concat(step.inputs().stream(), step.outputs().stream())
                .map(code::axes)
                .toList();
        int rank = all.stream().mapToInt(Axes::rank).max().orElse(0);
        List<Dim> dims = new ArrayList<>();
        List<Index> sizes = new ArrayList<>();
        for (int axis = -rank; axis < 0; axis++) {
            Dim dim = Dim.of(1);
            Index size = Index.ONE;
            for (Axes axes : all) {
                if (axes.rank() >= -axis && !isOne(axes.shape().axis(axis))) {
                    dim = axes.shape().axis(axis);
                    size = axes.size(axis);
                }
            }
            dims.add(dim);
            sizes.add(size);
        }
        boolean batched = all.stream().anyMatch(axes -> axes.shape().batched());
        return new Axes(batched ? Shape.batch(dims) : new Shape(dims), sizes);
    }

    private static boolean isOne(Dim dim) {
        return dim.equals(Dim.of(1));
    }
}
