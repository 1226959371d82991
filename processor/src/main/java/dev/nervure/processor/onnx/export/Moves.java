package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.GatherElementsLayer;
import dev.nervure.dsl.layer.GatherLayer;
import dev.nervure.dsl.layer.NormalLayer;
import dev.nervure.dsl.layer.PadLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.dsl.layer.UniformLayer;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What moves values without changing them. */
final class Moves {

    private Moves() {}

    static void register() {
        Exports.register(DropoutLayer.class, (layer, scope) -> scope.input(0));
        Exports.register(NormalLayer.class, (layer, scope) -> normal(scope));
        Exports.register(UniformLayer.class, (layer, scope) -> uniform(scope));
        Exports.register(PartLayer.class, (layer, scope) -> scope.partOfInput(layer.value()));
        Exports.register(
                FlattenLayer.class,
                (layer, scope) -> reshape(scope.input(0), scope.result().shape(), scope));
        Exports.register(
                ReshapeLayer.class,
                (layer, scope) -> reshape(scope.input(0), scope.result().shape(), scope));
        Exports.register(TransposeLayer.class, Moves::transpose);
        Exports.register(
                ConcatLayer.class,
                (layer, scope) -> scope.op(
                        "Concat",
                        List.copyOf(scope.inputs()),
                        Attribute.of("axis", Scope.axis(layer.axis(), scope.shape(0)))));
        Exports.register(SplitLayer.class, Moves::split);
        Exports.register(SliceLayer.class, Moves::slice);
        Exports.register(PadLayer.class, Moves::pad);
        Exports.register(GatherLayer.class, Moves::gather);
        Exports.register(GatherElementsLayer.class, Moves::gatherElements);
        Exports.register(ExpandLayer.class, Moves::expand);
    }

    /**
     * What a layer reads, such that ONNX broadcasts as Nervure does: samples are aligned at the last axis, and the batch
     * stays the first one. A tensor with a batch and fewer axes than the result gets axes of size 1 behind the batch.
     */
    static List<Edge> aligned(Scope scope) {
        int rank = scope.types().stream()
                .mapToInt(type -> type.shape().rank())
                .max()
                .orElse(0);
        List<Edge> aligned = new ArrayList<>();
        for (int i = 0; i < scope.types().size(); i++) {
            int missing = rank - scope.shape(i).rank();
            Edge x = scope.input(i);
            boolean misplaced = missing > 0 && scope.shape(i).batched();
            aligned.add(misplaced ? scope.op("Unsqueeze", x, scope.ints(range(1, 1 + missing))) : x);
        }
        return aligned;
    }

    /** The means, in the shape of the draws. */
    private static Edge normal(Scope scope) {
        if (scope.shape(0).equals(scope.result().shape())) {
            return scope.input(0);
        }
        List<Edge> reads = aligned(scope);
        return scope.op("Add", reads.get(0), scope.op("Mul", reads.get(1), scope.number(0f)));
    }

    /** The middle. */
    private static Edge uniform(Scope scope) {
        if (scope.types().size() == 1) {
            return scope.input(0);
        }
        List<Edge> reads = aligned(scope);
        return scope.op("Mul", scope.op("Add", reads.get(0), reads.get(1)), scope.number(0.5f));
    }

    /** A reshape of which at most one axis varies and is not where it was; the batch is where it was. */
    private static Edge reshape(Edge x, Shape result, Scope scope) {
        Shape shape = scope.shape(0);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < result.dims().size(); i++) {
            Dim dim = result.dims().get(i);
            boolean kept = i < shape.dims().size() && shape.dims().get(i).equals(dim);
            sizes.add(dim.constant() ? dim.max() : kept ? 0 : -1);
        }
        return scope.op("Reshape", x, scope.ints(sizes));
    }

    private static Edge transpose(TransposeLayer layer, Scope scope) {
        Shape shape = scope.shape(0);
        List<Integer> order = new ArrayList<>(range(0, Scope.batch(shape)));
        layer.order(shape).forEach(axis -> order.add(axis + Scope.batch(shape)));
        return scope.op("Transpose", scope.input(0), Attribute.ints("perm", order));
    }

    private static Edge split(SplitLayer layer, Scope scope) {
        int axis = Scope.axis(layer.axis(), scope.shape(0));
        List<Edge> parts = split(scope.input(0), axis, layer.sizes(), scope);
        scope.parts(parts.subList(1, parts.size()));
        return parts.get(0);
    }

    static List<Edge> split(Edge x, int axis, List<Integer> sizes, Scope scope) {
        return scope.ops(sizes.size(), "Split", List.of(x, scope.ints(sizes)), Attribute.of("axis", axis));
    }

    private static Edge slice(SliceLayer layer, Scope scope) {
        int axis = Scope.axis(layer.axis(), scope.shape(0));
        return scope.op(
                "Slice", List.of(scope.input(0), scope.ints(layer.start()), scope.ints(layer.end()), scope.ints(axis)));
    }

    /** The layer names margins from the last axis on, two an axis; ONNX all beginnings, then all ends. */
    private static Edge pad(PadLayer layer, Scope scope) {
        int rank = Scope.rank(scope.shape(0));
        List<Integer> margins = new ArrayList<>(Collections.nCopies(2 * rank, 0));
        for (int i = 0; i < layer.padding().size() / 2; i++) {
            margins.set(rank - 1 - i, layer.padding().get(2 * i));
            margins.set(2 * rank - 1 - i, layer.padding().get(2 * i + 1));
        }
        return scope.op(
                "Pad",
                List.of(
                        scope.input(0),
                        scope.ints(margins),
                        scope.number(layer.value(), scope.type(0).element())));
    }

    /** Axes that stay, the batch among them, are 1 in the shape that ONNX is given. */
    private static Edge expand(ExpandLayer layer, Scope scope) {
        Shape x = scope.shape(0);
        Shape result = scope.result().shape();
        int more = result.rank() - x.rank();
        Edge values = x.batched() && more > 0
                ? scope.op("Unsqueeze", scope.input(0), scope.ints(range(1, 1 + more)))
                : scope.input(0);
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(Scope.batch(x), 1));
        for (int i = 0; i < result.rank(); i++) {
            boolean kept = i >= more && x.axis(i - more).equals(result.axis(i));
            sizes.add(kept ? 1 : result.axis(i).max());
        }
        return scope.op("Expand", values, scope.ints(sizes));
    }

    /** Takes an element for each index; what has no batch is the same for each sample. */
    private static Edge gatherElements(GatherElementsLayer layer, Scope scope) {
        Shape x = scope.shape(0);
        int axis = Scope.axis(layer.axis(), x);
        boolean moved = !x.batched() && scope.shape(1).batched();
        return scope.op(
                "GatherElements",
                ofEach(0, 1, scope),
                ofEach(1, 0, scope),
                Attribute.of("axis", moved ? axis + 1 : axis));
    }

    /** An input with a batch, if the other input has one. */
    private static Edge ofEach(int i, int other, Scope scope) {
        Edge x = scope.input(i);
        if (scope.shape(i).batched() || !scope.shape(other).batched()) {
            return x;
        }
        return scope.ofEach(
                scope.op("Unsqueeze", x, scope.ints(0)), scope.shape(i).rank(), scope.input(other));
    }

    /** Takes places of one axis; their axes stand where it was. */
    private static Edge gather(GatherLayer layer, Scope scope) {
        Shape x = scope.shape(0);
        Shape places = scope.shape(1);
        int axis = Scope.axis(layer.axis(), x);
        if (x.batched() && places.batched()) {
            return gatherEach(axis, scope);
        }
        Edge taken = scope.op("Gather", scope.input(0), scope.input(1), Attribute.of("axis", axis));
        if (!places.batched() || axis == 0) {
            return taken;
        }
        List<Integer> order = new ArrayList<>(List.of(axis)); // the batch of the places comes first
        order.addAll(range(0, axis));
        order.addAll(range(axis + 1, Scope.rank(scope.result().shape())));
        return scope.op("Transpose", taken, Attribute.ints("perm", order));
    }

    /** Each sample takes its own places, along the axis behind the batch. */
    private static Edge gatherEach(int axis, Scope scope) {
        int rank = Scope.rank(scope.shape(0));
        int places = scope.shape(1).rank();
        Edge x = scope.input(0);
        if (axis > 1) {
            List<Integer> order = new ArrayList<>(List.of(0, axis));
            order.addAll(range(1, axis));
            order.addAll(range(axis + 1, rank));
            x = scope.op("Transpose", x, Attribute.ints("perm", order));
        }
        Edge column = scope.op("Unsqueeze", scope.input(1), scope.ints(-1));
        Edge taken = scope.op("GatherND", x, column, Attribute.of("batch_dims", 1));
        if (axis == 1) {
            return taken;
        }
        // It is [n, places, axes before, axes after].
        List<Integer> order = new ArrayList<>(List.of(0));
        order.addAll(range(1 + places, places + axis));
        order.addAll(range(1, 1 + places));
        order.addAll(range(places + axis, Scope.rank(scope.result().shape())));
        return scope.op("Transpose", taken, Attribute.ints("perm", order));
    }

    /** The first places of a table along its first axis, as many as a tensor has along its own. */
    static Edge first(Edge table, Edge x, Shape shape, int axis, Scope scope) {
        if (shape.axis(axis).constant()) {
            return table;
        }
        int at = Scope.axis(axis, shape);
        Edge length = scope.op("Shape", x, Attribute.of("start", at), Attribute.of("end", at + 1));
        return scope.op("Slice", List.of(table, scope.ints(0), length, scope.ints(0)));
    }

    /** The same values as a tensor of a shape; at most one axis is given as −1. */
    static Edge reshape(Edge x, List<Integer> sizes, Scope scope) {
        return scope.op("Reshape", x, scope.ints(sizes));
    }

    static Edge transpose(Edge x, Scope scope, Integer... order) {
        return scope.op("Transpose", x, Attribute.ints("perm", List.of(order)));
    }

    /** The last two axes change places. */
    static Edge transposeLast(Edge x, int rank, Scope scope) {
        List<Integer> order = range(0, rank);
        Collections.swap(order, rank - 2, rank - 1);
        return scope.op("Transpose", x, Attribute.ints("perm", order));
    }

    /** From a number to another, without it. */
    static List<Integer> range(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to).boxed().toList());
    }
}
