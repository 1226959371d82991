package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.LearnedPositionsLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.SinusoidalPositionsLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Attend;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Gather;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.op.Rotate;
import dev.nervure.processor.op.SinusoidalTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeddings, positions and attention. */
final class Attention {
    private Attention() {}

    static void register() {
        Lowerings.register(
                EmbeddingLayer.class,
                (layer, scope) -> scope.step(
                        new Gather(layer.paddingIndex()),
                        List.of(scope.input(0), scope.parameter("weight")),
                        scope.result()));
        Lowerings.register(
                LearnedPositionsLayer.class,
                (layer, scope) -> scope.step(new Copy(), List.of(scope.parameter("weight")), scope.result()));
        Lowerings.register(
                SinusoidalPositionsLayer.class,
                (layer, scope) -> scope.step(new SinusoidalTable(), List.of(), scope.result()));
        Lowerings.register(
                RotaryLayer.class,
                (layer, scope) -> scope.step(
                        new Rotate(
                                layer.heads(),
                                scope.input(0).shape().axis(1).max() / layer.heads(),
                                layer.base(),
                                layer.interleaved(),
                                false),
                        scope.inputs(),
                        scope.result()));
        Lowerings.register(ScaledDotProductAttentionLayer.class, Attention::scaledDotProduct);
        Lowerings.register(MultiHeadAttentionLayer.class, Attention::multiHead);
    }

    /** Axes before the last two are heads, one block after the other. */
    private static void scaledDotProduct(ScaledDotProductAttentionLayer layer, Scope scope) {
        Shape query = scope.input(0).shape();
        Dim steps = query.axis(-2);
        Dim places = scope.input(1).shape().axis(-2);
        int size = query.axis(-1).max();
        int valueSize = scope.result().shape().axis(-1).max();
        int heads = query.size() / steps.max() / size;
        attend(
                new Attend(
                        heads,
                        heads,
                        size,
                        valueSize,
                        layer.causal(),
                        0,
                        0f,
                        scope.place(),
                        steps,
                        places,
                        new Attend.Vectors(0, steps.max() * size, size),
                        new Attend.Vectors(0, places.max() * size, size),
                        new Attend.Vectors(0, places.max() * valueSize, valueSize),
                        new Attend.Vectors(0, steps.max() * valueSize, valueSize)),
                scope.inputs(),
                scope.result(),
                scope);
    }

    private static void multiHead(MultiHeadAttentionLayer layer, Scope scope) {
        Value x = scope.input(0);
        Value memory = scope.input(layer.memory(scope.inputs().size()));
        int width = x.shape().axis(1).max();
        int size = width / layer.heads();
        Projections projections = layer.stacked(scope.types()) ? stacked(layer, scope) : apart(layer, scope);
        List<Value> reads = new ArrayList<>(List.of(projections.q, projections.k, projections.v));
        if (layer.mask()) {
            reads.add(scope.input(scope.inputs().size() - 1));
        }
        Value heads = scope.intermediate("Heads", scope.result().shape());
        attend(
                new Attend(
                        layer.heads(),
                        layer.memoryHeads(),
                        size,
                        size,
                        layer.causal(),
                        layer.window(),
                        layer.dropout(),
                        scope.place(),
                        x.shape().axis(0),
                        memory.shape().axis(0),
                        projections.queries,
                        projections.keys,
                        projections.values,
                        new Attend.Vectors(0, size, width)),
                reads,
                heads,
                scope);
        List<String> weights = layer.weights(scope.types());
        List<String> biases = layer.biases();
        product(
                heads,
                scope.parameter(weights.get(weights.size() - 1)),
                biases.isEmpty() ? null : scope.parameter(biases.get(biases.size() - 1)),
                scope.result(),
                scope);
    }

    /** Queries, keys and values, and where they lie in what holds them. */
    private record Projections(
            Value q, Attend.Vectors queries, Value k, Attend.Vectors keys, Value v, Attend.Vectors values) {}

    /** One product makes queries, keys and values of a tensor, side by side. */
    private static Projections stacked(MultiHeadAttentionLayer layer, Scope scope) {
        Value x = scope.input(0);
        Value memory = scope.input(layer.memory(scope.inputs().size()));
        int width = x.shape().axis(1).max();
        int size = width / layer.heads();
        int memoryWidth = size * layer.memoryHeads();
        int row = width + 2 * memoryWidth;
        Value weight = scope.parameter(layer.weights(scope.types()).get(0));
        Value bias = layer.bias() ? scope.parameter(layer.biases().get(0)) : null;
        Value q = project("Projection", x, weight, bias, scope);
        if (layer.rotary()) {
            q = rotated(layer, "Rotated", layer.heads() + layer.memoryHeads(), q, scope);
        }
        Value k = memory == x ? q : project("MemoryProjection", memory, weight, bias, scope);
        return new Projections(
                q,
                new Attend.Vectors(0, size, row),
                k,
                new Attend.Vectors(width, size, row),
                k,
                new Attend.Vectors(width + memoryWidth, size, row));
    }

    /** A product for queries, one for keys and one for values. */
    private static Projections apart(MultiHeadAttentionLayer layer, Scope scope) {
        Value x = scope.input(0);
        Value memory = scope.input(layer.memory(scope.inputs().size()));
        int width = x.shape().axis(1).max();
        int size = width / layer.heads();
        int memoryWidth = size * layer.memoryHeads();
        List<String> weights = layer.weights(scope.types());
        List<@Nullable Value> biases = biases(layer, width, memoryWidth, scope);
        Value q = project("Queries", x, scope.parameter(weights.get(0)), biases.get(0), scope);
        Value k = project("Keys", memory, scope.parameter(weights.get(1)), biases.get(1), scope);
        Value v = project("Values", memory, scope.parameter(weights.get(2)), biases.get(2), scope);
        if (layer.rotary()) {
            q = rotated(layer, "RotatedQueries", layer.heads(), q, scope);
            k = rotated(layer, "RotatedKeys", layer.memoryHeads(), k, scope);
        }
        Attend.Vectors memoryVectors = new Attend.Vectors(0, size, memoryWidth);
        return new Projections(q, new Attend.Vectors(0, size, width), k, memoryVectors, v, memoryVectors);
    }

    /** The biases of three separate projections: their own, or parts of one. */
    private static List<@Nullable Value> biases(
            MultiHeadAttentionLayer layer, int width, int memoryWidth, Scope scope) {
        List<String> names = layer.biases();
        if (names.isEmpty()) {
            return Collections.nCopies(3, null);
        }
        if (names.size() == 4) {
            return names.stream().limit(3).map(scope::parameter).toList();
        }
        Value all = scope.parameter(names.get(0));
        return List.of(
                part(all, 0, width, scope),
                part(all, width, memoryWidth, scope),
                part(all, width + memoryWidth, memoryWidth, scope));
    }

    private static Value part(Value biases, int from, int size, Scope scope) {
        Value part = scope.intermediate("Bias" + from, Shape.of(size));
        scope.step(Blocks.of(0, from, 0, size), List.of(biases), part);
        return part;
    }

    /** The first heads of each row, rotated. */
    private static Value rotated(MultiHeadAttentionLayer layer, String suffix, int heads, Value x, Scope scope) {
        Value rotated = scope.intermediate(suffix, x.shape());
        int size = scope.input(0).shape().axis(1).max() / layer.heads();
        scope.step(new Rotate(heads, size, layer.rotaryBase(), true, false), List.of(x), rotated);
        return rotated;
    }

    private static void attend(Attend attend, List<Value> reads, Value result, Scope scope) {
        Value logSums = scope.intermediate(
                "LogSums", result.shape().withSample(List.of(Dim.of(attend.heads()), attend.steps())));
        scope.step(attend, reads, result, logSums);
    }

    private static Value project(String suffix, Value x, Value weight, @Nullable Value bias, Scope scope) {
        Value y =
                scope.intermediate(suffix, x.shape().withAxis(1, weight.shape().axis(0)));
        product(x, weight, bias, y, scope);
        return y;
    }

    private static void product(Value x, Value weight, @Nullable Value bias, Value y, Scope scope) {
        List<Value> reads = new ArrayList<>(List.of(x, weight));
        if (bias != null) {
            reads.add(bias);
        }
        scope.step(new Linear(), reads, y);
    }
}
