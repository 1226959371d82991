package dev.nervure.processor.lower;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.BatchNorm;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Dropout;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.op.Fn;
import dev.nervure.processor.op.GroupNorm;
import dev.nervure.processor.op.RowNorm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Normalisation and dropout. */
final class Normalisation {
    private Normalisation() {}

    static void register() {
        Lowerings.register(
                LayerNormLayer.class,
                (layer, scope) -> rows(new RowNorm(true, layer.eps()), layer.activation(), scope));
        Lowerings.register(
                RmsNormLayer.class, (layer, scope) -> rows(new RowNorm(false, layer.eps()), layer.activation(), scope));
        Lowerings.register(BatchNormLayer.class, Normalisation::batch);
        Lowerings.register(StandardizeLayer.class, Normalisation::standardize);
        Lowerings.register(
                GroupNormLayer.class,
                (layer, scope) -> groups(new GroupNorm(layer.groups(), layer.eps()), layer.activation(), scope));
        Lowerings.register(
                InstanceNormLayer.class,
                (layer, scope) -> groups(new GroupNorm(channels(scope), layer.eps()), layer.activation(), scope));
        Lowerings.register(
                DropoutLayer.class,
                (layer, scope) ->
                        scope.step(new Dropout(layer.p(), scope.place()), List.of(scope.input(0)), scope.result()));
    }

    private static void rows(RowNorm norm, Activation activation, Scope scope) {
        Shape shape = scope.result().shape();
        Shape rows = shape.withSample(shape.sample().subList(0, shape.rank() - 1));
        Value scale = scope.intermediate("Scale", rows);
        DenseFamily.activated(activation, scope, z -> {
            if (norm.centred()) {
                scope.step(norm, reads(scope), z, scale, scope.intermediate("Mean", rows));
            } else {
                scope.step(norm, reads(scope), z, scale);
            }
        });
    }

    private static void groups(GroupNorm norm, Activation activation, Scope scope) {
        Shape groups = scope.result().shape().withSample(List.of(Dim.of(norm.groups())));
        DenseFamily.activated(
                activation,
                scope,
                z -> scope.step(
                        norm,
                        reads(scope),
                        z,
                        scope.intermediate("Mean", groups),
                        scope.intermediate("Scale", groups)));
    }

    private static void batch(BatchNormLayer layer, Scope scope) {
        List<Value> reads = reads(scope);
        reads.addAll(List.of(scope.parameter("running_mean"), scope.parameter("running_var")));
        int channels = channels(scope);
        DenseFamily.activated(
                layer.activation(),
                scope,
                z -> scope.step(
                        new BatchNorm(layer.eps(), layer.momentum(), layer.trainable()),
                        reads,
                        z,
                        scope.intermediate("Mean", Shape.of(channels)),
                        scope.intermediate("Scale", Shape.of(channels)),
                        scope.intermediate("Sums", Shape.of(2 * channels + 1), Value.Element.DOUBLE)));
    }

    private static void standardize(StandardizeLayer layer, Scope scope) {
        Value x = scope.input(0);
        int behind = layer.axesBehind(x.shape());
        Value variance = along("Variance", scope.parameter("variance"), behind, scope);
        Value deviation = scope.intermediate("Deviation", variance.shape());
        Expr root = new Expr.Call(Fn.SQRT, List.of(Expr.arg(0)));
        String title = "max(√%s, " + Floats.literal(layer.eps()).replace("f", "") + ")";
        scope.step(
                new Elementwise(new Expr.Call(Fn.MAX, List.of(root, Expr.of(layer.eps()))), title),
                List.of(variance),
                deviation);
        Value mean = along("Mean", scope.parameter("mean"), behind, scope);
        scope.step(
                new Elementwise(Expr.arg(0).minus(Expr.arg(1)).over(Expr.arg(2)), "(%s − %s) / %s"),
                List.of(x, mean, deviation),
                scope.result());
    }

    /** A statistic with axes of size 1 behind its own. */
    private static Value along(String suffix, Value statistic, int behind, Scope scope) {
        if (behind == 0) {
            return statistic;
        }
        List<Dim> dims = new ArrayList<>(statistic.shape().dims());
        dims.addAll(Collections.nCopies(behind, Dim.of(1)));
        Value along = scope.intermediate(suffix, new Shape(dims));
        scope.step(new Copy(), List.of(statistic), along);
        return along;
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
