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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeddings, positions and attention. */
final class Attention {
    private Attention() {}

    static void register() {
        Lowerings.register(
                EmbeddingLayer.class,
                (layer, scope) ->
                        scope.step(new Gather(), List.of(scope.input(0), scope.parameter("weight")), scope.result()));
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
        Value memory = scope.inputs().get(scope.inputs().size() - 1);
        int width = x.shape().axis(1).max();
        int size = width / layer.heads();
        int memoryWidth = size * layer.memoryHeads();
        Value q;
        Value k;
        Value v;
        Attend.Vectors queries;
        Attend.Vectors keys;
        Attend.Vectors values;
        Value packed = scope.optionalParameter("in_proj_weight");
        if (packed == null) {
            q = project("Queries", x, scope.parameter("q_proj_weight"), bias(0, width, scope), scope);
            k = project("Keys", memory, scope.parameter("k_proj_weight"), bias(width, memoryWidth, scope), scope);
            v = project(
                    "Values",
                    memory,
                    scope.parameter("v_proj_weight"),
                    bias(width + memoryWidth, memoryWidth, scope),
                    scope);
            queries = new Attend.Vectors(0, size, width);
            keys = new Attend.Vectors(0, size, memoryWidth);
            values = keys;
        } else {
            // One product makes queries, keys and values of a tensor, side by side.
            int row = width + 2 * memoryWidth;
            Value bias = scope.optionalParameter("in_proj_bias");
            q = rotated(layer, size, project("Projection", x, packed, bias, scope), scope);
            k = memory == x ? q : project("MemoryProjection", memory, packed, bias, scope);
            v = k;
            queries = new Attend.Vectors(0, size, row);
            keys = new Attend.Vectors(width, size, row);
            values = new Attend.Vectors(width + memoryWidth, size, row);
        }
        Value heads = scope.intermediate("Heads", x.shape());
        attend(
                new Attend(
                        layer.heads(),
                        layer.memoryHeads(),
                        size,
                        size,
                        layer.causal(),
                        layer.dropout(),
                        scope.place(),
                        x.shape().axis(0),
                        memory.shape().axis(0),
                        queries,
                        keys,
                        values,
                        new Attend.Vectors(0, size, width)),
                List.of(q, k, v),
                heads,
                scope);
        product(
                heads,
                scope.parameter("out_proj.weight"),
                scope.optionalParameter("out_proj.bias"),
                scope.result(),
                scope);
    }

    private static Value rotated(MultiHeadAttentionLayer layer, int size, Value projection, Scope scope) {
        if (!layer.rotary()) {
            return projection;
        }
        Value rotated = scope.intermediate("Rotated", projection.shape());
        scope.step(
                new Rotate(layer.heads() + layer.memoryHeads(), size, layer.rotaryBase(), true, false),
                List.of(projection),
                rotated);
        return rotated;
    }

    private static void attend(Attend attend, List<Value> reads, Value result, Scope scope) {
        Value logSums = scope.intermediate("LogSums", Shape.batch(List.of(Dim.of(attend.heads()), attend.steps())));
        scope.step(attend, reads, result, logSums);
    }

    /** The part of the biases that belongs to one of three separate projections. */
    private static @Nullable Value bias(int from, int size, Scope scope) {
        Value all = scope.optionalParameter("in_proj_bias");
        if (all == null) {
            return null;
        }
        Value part = scope.intermediate("Bias" + from, Shape.of(size));
        scope.step(Blocks.of(0, from, 0, size), List.of(all), part);
        return part;
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
