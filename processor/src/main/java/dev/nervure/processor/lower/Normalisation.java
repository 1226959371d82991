package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.BatchNorm;
import dev.nervure.processor.op.Dropout;
import dev.nervure.processor.op.GroupNorm;
import dev.nervure.processor.op.RowNorm;
import java.util.ArrayList;
import java.util.List;

/** Normalisation and dropout. */
final class Normalisation {
    private Normalisation() {}

    static void register() {
        Lowerings.register(LayerNormLayer.class, (layer, scope) -> rows(new RowNorm(true, layer.eps()), scope));
        Lowerings.register(RmsNormLayer.class, (layer, scope) -> rows(new RowNorm(false, layer.eps()), scope));
        Lowerings.register(BatchNormLayer.class, Normalisation::batch);
        Lowerings.register(
                GroupNormLayer.class, (layer, scope) -> groups(new GroupNorm(layer.groups(), layer.eps()), scope));
        Lowerings.register(
                InstanceNormLayer.class, (layer, scope) -> groups(new GroupNorm(channels(scope), layer.eps()), scope));
        Lowerings.register(
                DropoutLayer.class,
                (layer, scope) ->
                        scope.step(new Dropout(layer.p(), scope.place()), List.of(scope.input(0)), scope.result()));
    }

    private static void rows(RowNorm norm, Scope scope) {
        Shape shape = scope.result().shape();
        Shape rows = shape.withSample(shape.sample().subList(0, shape.rank() - 1));
        Value scale = scope.intermediate("Scale", rows);
        if (norm.centred()) {
            scope.step(norm, reads(scope), scope.result(), scale, scope.intermediate("Mean", rows));
        } else {
            scope.step(norm, reads(scope), scope.result(), scale);
        }
    }

    private static void groups(GroupNorm norm, Scope scope) {
        Shape groups = scope.result().shape().withSample(List.of(Dim.of(norm.groups())));
        scope.step(
                norm,
                reads(scope),
                scope.result(),
                scope.intermediate("Mean", groups),
                scope.intermediate("Scale", groups));
    }

    private static void batch(BatchNormLayer layer, Scope scope) {
        List<Value> reads = reads(scope);
        reads.addAll(List.of(scope.parameter("running_mean"), scope.parameter("running_var")));
        int channels = channels(scope);
        scope.step(
                new BatchNorm(layer.eps(), layer.momentum(), layer.trainable()),
                reads,
                scope.result(),
                scope.intermediate("Mean", Shape.of(channels)),
                scope.intermediate("Scale", Shape.of(channels)),
                scope.intermediate("Sums", Shape.of(2 * channels + 1), Value.Element.DOUBLE));
    }

    /** The input, and weight and bias as far as there are any. */
    private static List<Value> reads(Scope scope) {
        List<Value> reads = new ArrayList<>(List.of(scope.input(0)));
        for (String name : List.of("weight", "bias")) {
            Value parameter = scope.optionalParameter(name);
            if (parameter != null) {
                reads.add(parameter);
            }
        }
        return reads;
    }

    private static int channels(Scope scope) {
        return scope.result().shape().axis(0).max();
    }
}
