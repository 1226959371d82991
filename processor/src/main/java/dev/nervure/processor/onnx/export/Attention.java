package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.LearnedPositionsLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.SinusoidalPositionsLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions and attention. */
final class Attention {
    private Attention() {}

    static void register() {
        Exports.register(
                LearnedPositionsLayer.class,
                (layer, scope) -> Moves.first(scope.parameter("weight"), scope.input(0), scope.shape(0), 0, scope));
        Exports.register(SinusoidalPositionsLayer.class, (layer, scope) -> sinusoidal(scope));
        Exports.register(
                RotaryLayer.class,
                (layer, scope) -> rotate(
                        scope.input(0),
                        layer.heads(),
                        scope.shape(0).axis(1).max() / layer.heads(),
                        layer.base(),
                        layer.interleaved(),
                        scope));
        Exports.register(ScaledDotProductAttentionLayer.class, Attention::scaledDotProduct);
        Exports.register(MultiHeadAttentionLayer.class, Attention::multiHead);
    }

    private static Edge sinusoidal(Scope scope) {
        Shape shape = scope.shape(0);
        Edge table =
                scope.table("sinusoidal", shape.axis(0).max(), shape.axis(1).max(), 0);
        return Moves.first(table, scope.input(0), shape, 0, scope);
    }

    /**
     * Rotates pairs of values of {@code [n, steps, heads · size]} by the angles of their step.
     *
     * @param x as long as the layer's first input
     */
    private static Edge rotate(Edge x, int heads, int size, float base, boolean neighbours, Scope scope) {
        Shape shape = scope.shape(0);
        int steps = shape.axis(0).max();
        Edge table = Moves.first(scope.table("rotary", steps, size, base), x, shape, 0, scope);
        Edge angles = Moves.reshape(table, List.of(-1, 1, size / 2, 2), scope); // cosine and sine side by side
        List<Integer> pairs = List.of(0, 0, heads, size / 2, 2);
        int axis = -1;
        if (!neighbours) {
            angles = Moves.transpose(angles, scope, 0, 1, 3, 2);
            pairs = List.of(0, 0, heads, 2, size / 2);
            axis = -2;
        }
        List<Edge> turn = Moves.split(angles, axis, List.of(1, 1), scope);
        List<Edge> pair = Moves.split(Moves.reshape(x, pairs, scope), axis, List.of(1, 1), scope);
        Edge first =
                scope.op("Sub", scope.op("Mul", pair.get(0), turn.get(0)), scope.op("Mul", pair.get(1), turn.get(1)));
        Edge second =
                scope.op("Add", scope.op("Mul", pair.get(0), turn.get(1)), scope.op("Mul", pair.get(1), turn.get(0)));
        Edge both = scope.op("Concat", first, second, Attribute.of("axis", axis));
        return Moves.reshape(both, List.of(0, 0, heads * size), scope);
    }

    /** Axes before the last two are heads. */
    private static Edge scaledDotProduct(ScaledDotProductAttentionLayer layer, Scope scope) {
        Shape query = scope.shape(0);
        int rank = Scope.rank(query);
        Edge keys = Moves.transposeLast(scope.input(1), rank, scope);
        Edge mask = layer.mask() ? mask(query.rank(), scope) : null;
        return attend(scope.input(0), keys, scope.input(2), query.axis(-1).max(), layer.causal(), 0, mask, scope);
    }

    /**
     * {@code softmax(query · keysᵀ / √size + mask) · values}. Where a mask of booleans hides all places, ONNX's softmax gives
     * no numbers: so they are hidden behind it once more.
     *
     * @param keys with the last two axes exchanged
     */
    private static Edge attend(
            Edge query,
            Edge keys,
            Edge values,
            int size,
            boolean causal,
            int window,
            @Nullable Edge mask,
            Scope scope) {
        Edge scores = scope.op("Mul", scope.op("MatMul", query, keys), scope.number((float) (1 / Math.sqrt(size))));
        boolean booleans = mask != null && maskType(scope).element() == ElementType.BOOL;
        if (causal) {
            scores = scope.op("Add", scores, hidden(scores, 1, true, scope));
        }
        if (window > 0) {
            scores = scope.op("Add", scores, hidden(scores, -window, false, scope));
        }
        if (mask != null) {
            scores = booleans
                    ? scope.op("Where", List.of(mask, scores, scope.number(Float.NEGATIVE_INFINITY)))
                    : scope.op("Add", scores, mask);
        }
        Edge weights = scope.op("Softmax", scores, Attribute.of("axis", -1));
        if (mask != null && booleans) {
            weights = scope.op("Where", List.of(mask, weights, scope.number(0f)));
        }
        return scope.op("MatMul", weights, values);
    }

    private static TensorType maskType(Scope scope) {
        return scope.ownType(scope.types().size() - 1);
    }

    /** The mask, which is the last that a layer reads, with as many axes as the scores: the batch stays the first. */
    private static Edge mask(int rank, Scope scope) {
        Edge mask = scope.ownInput(scope.types().size() - 1);
        Shape shape = maskType(scope).shape();
        return shape.batched() && shape.rank() < rank
                ? scope.op("Unsqueeze", mask, scope.ints(Moves.range(1, 1 + rank - shape.rank())))
                : mask;
    }

    /** The same where heads are in groups. */
    private static Edge groupedMask(int groups, int each, Scope scope) {
        Edge mask = mask(3, scope);
        Shape shape = maskType(scope).shape();
        if (shape.rank() < 3 || shape.axis(0).equals(Dim.of(1))) {
            return shape.batched() ? scope.op("Unsqueeze", mask, scope.ints(1)) : mask;
        }
        List<Integer> sizes = new ArrayList<>(shape.batched() ? List.of(0) : List.of());
        sizes.addAll(List.of(groups, each));
        for (int axis = 1; axis < 3; axis++) {
            sizes.add(shape.axis(axis).constant() ? shape.axis(axis).max() : -1);
        }
        return Moves.reshape(mask, sizes, scope);
    }

    /** {@code [steps, steps]}: −∞ above a diagonal, or below it, elsewhere 0. The diagonal itself is hidden. */
    private static Edge hidden(Edge scores, int diagonal, boolean upper, Scope scope) {
        Edge square = scope.op("Shape", scores, Attribute.of("start", -2));
        Edge infinite = scope.op(
                "ConstantOfShape", square, Attribute.of("value", Tensors.floats(List.of(1), Float.NEGATIVE_INFINITY)));
        return scope.op("Trilu", infinite, scope.number(diagonal), Attribute.of("upper", upper ? 1 : 0));
    }

    private static Edge multiHead(MultiHeadAttentionLayer layer, Scope scope) {
        int width = scope.shape(0).axis(1).max();
        int size = width / layer.heads();
        List<Edge> projected = projections(layer, width, size * layer.memoryHeads(), scope);
        Edge q = projected.get(0);
        Edge k = projected.get(1);
        if (layer.rotary()) {
            q = rotate(q, layer.heads(), size, layer.rotaryBase(), true, scope);
            k = rotate(k, layer.memoryHeads(), size, layer.rotaryBase(), true, scope);
        }
        Edge heads = layer.memoryHeads() == layer.heads()
                ? heads(layer, q, k, projected.get(2), size, scope)
                : grouped(layer, q, k, projected.get(2), size, scope);
        Edge side = Moves.reshape(heads, List.of(0, 0, width), scope);
        List<String> weights = layer.weights(scope.types());
        List<String> biases = layer.biases();
        return DenseFamily.linear(
                side,
                3,
                scope.parameter(weights.get(weights.size() - 1)),
                biases.isEmpty() ? null : scope.parameter(biases.get(biases.size() - 1)),
                scope);
    }

    /** {@code [n, steps, heads, size]}. */
    private static Edge heads(MultiHeadAttentionLayer layer, Edge q, Edge k, Edge v, int size, Scope scope) {
        List<Integer> shape = List.of(0, 0, layer.heads(), size);
        Edge query = Moves.transpose(Moves.reshape(q, shape, scope), scope, 0, 2, 1, 3);
        Edge keys = Moves.transpose(Moves.reshape(k, shape, scope), scope, 0, 2, 3, 1);
        Edge values = Moves.transpose(Moves.reshape(v, shape, scope), scope, 0, 2, 1, 3);
        Edge mask = layer.mask() ? mask(3, scope) : null;
        return Moves.transpose(
                attend(query, keys, values, size, layer.causal(), layer.window(), mask, scope), scope, 0, 2, 1, 3);
    }

    /** {@code [n, steps, groups, heads of a group, size]}: heads of a group share keys and values by broadcasting. */
    private static Edge grouped(MultiHeadAttentionLayer layer, Edge q, Edge k, Edge v, int size, Scope scope) {
        int groups = layer.memoryHeads();
        List<Integer> shared = List.of(0, 0, groups, 1, size);
        Edge query = Moves.transpose(
                Moves.reshape(q, List.of(0, 0, groups, layer.heads() / groups, size), scope), scope, 0, 2, 3, 1, 4);
        Edge keys = Moves.transpose(Moves.reshape(k, shared, scope), scope, 0, 2, 3, 4, 1);
        Edge values = Moves.transpose(Moves.reshape(v, shared, scope), scope, 0, 2, 3, 1, 4);
        Edge mask = layer.mask() ? groupedMask(groups, layer.heads() / groups, scope) : null;
        return Moves.transpose(
                attend(query, keys, values, size, layer.causal(), layer.window(), mask, scope), scope, 0, 3, 1, 2, 4);
    }

    /** Queries, keys and values. */
    private static List<Edge> projections(MultiHeadAttentionLayer layer, int width, int memoryWidth, Scope scope) {
        List<Integer> sizes = List.of(width, memoryWidth, memoryWidth);
        List<String> names = layer.weights(scope.types());
        boolean stacked = layer.stacked(scope.types());
        Edge weight = scope.parameter(names.get(0));
        int memory = layer.memory(scope.types().size());
        if (stacked && memory == 0) { // one product for all three
            Edge bias = layer.bias() ? scope.parameter(layer.biases().get(0)) : null;
            return Moves.split(DenseFamily.linear(scope.input(0), 3, weight, bias, scope), -1, sizes, scope);
        }
        List<Edge> weights = stacked
                ? Moves.split(weight, 0, sizes, scope)
                : names.stream().limit(3).map(scope::parameter).toList();
        List<@Nullable Edge> biases = biases(layer.biases(), sizes, scope);
        List<Edge> projections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Edge x = scope.input(i == 0 ? 0 : memory);
            projections.add(DenseFamily.linear(x, 3, weights.get(i), biases.get(i), scope));
        }
        return projections;
    }

    /** The biases of three products: their own, or parts of one. */
    private static List<@Nullable Edge> biases(List<String> names, List<Integer> sizes, Scope scope) {
        if (names.isEmpty()) {
            return Collections.nCopies(3, null);
        }
        return names.size() == 4
                ? List.copyOf(names.stream().limit(3).map(scope::parameter).toList())
                : List.copyOf(Moves.split(scope.parameter(names.get(0)), 0, sizes, scope));
    }
}
