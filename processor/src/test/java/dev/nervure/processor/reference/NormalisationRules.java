package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.NormalLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import dev.nervure.dsl.layer.UniformLayer;
import java.util.Arrays;

/** Normalisation and dropout, as an evaluation has them. */
final class NormalisationRules {
    private NormalisationRules() {}

    static void register() {
        Rules.register(LayerNormLayer.class, (layer, call) -> {
            Array normal = call.input(0).mapRows(x -> normal(x, layer.eps()));
            return DenseRules.activation(layer.activation(), affine(normal, layer.affine(), true, -1, call), call);
        });
        Rules.register(RmsNormLayer.class, (layer, call) -> {
            Array normal = call.input(0).mapRows(x -> rms(x, layer.eps()));
            return DenseRules.activation(layer.activation(), affine(normal, layer.affine(), false, -1, call), call);
        });
        Rules.register(
                GroupNormLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), grouped(layer.groups(), layer.eps(), layer.affine(), call), call));
        Rules.register(
                InstanceNormLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), grouped(call.input(0).size(1), layer.eps(), layer.affine(), call), call));
        Rules.register(
                BatchNormLayer.class,
                (layer, call) -> DenseRules.activation(layer.activation(), batch(layer, call), call));
        Rules.register(StandardizeLayer.class, NormalisationRules::standardized);
        Rules.register(NormalLayer.class, (layer, call) -> Array.of(call.shape(), at -> call.broadcast(0, at)));
        Rules.register(UniformLayer.class, (layer, call) -> {
            int last = call.inputs().size() - 1;
            return Array.of(call.shape(), at -> (call.broadcast(0, at) + call.broadcast(last, at)) / 2);
        });
        Rules.register(DropoutLayer.class, (layer, call) -> call.input(0));
    }

    private static double[] normal(double[] x, double eps) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return rms(Arrays.stream(x).map(v -> v - mean).toArray(), eps);
    }

    private static double[] rms(double[] x, double eps) {
        double square = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        return Arrays.stream(x).map(v -> v / Math.sqrt(square + eps)).toArray();
    }

    /** The values of a group lie in a row. */
    private static Array grouped(int groups, double eps, boolean affine, Call call) {
        Array x = call.input(0);
        int size = x.values().length / x.size(0) / groups;
        Array rows = new Array(new int[] {x.size(0) * groups, size}, x.values());
        Array normal =
                new Array(x.shape(), rows.mapRows(row -> normal(row, eps)).values());
        return affine(normal, affine, true, 1, call);
    }

    private static Array batch(BatchNormLayer layer, Call call) {
        Array x = call.input(0);
        Array normal = Array.of(x.shape(), index -> {
            double mean = call.parameter("running_mean").get(index[1]);
            double variance = call.parameter("running_var").get(index[1]);
            return (x.get(index) - mean) / Math.sqrt(variance + layer.eps());
        });
        return affine(normal, layer.affine(), true, 1, call);
    }

    private static Array standardized(StandardizeLayer layer, Call call) {
        Array x = call.input(0);
        int axis = layer.axis() < 0 ? x.shape().length + layer.axis() : layer.axis() + 1;
        return Array.of(x.shape(), index -> {
            double mean = call.parameter("mean").get(index[axis]);
            double deviation = Math.sqrt(call.parameter("variance").get(index[axis]));
            return (x.get(index) - mean) / Math.max(deviation, layer.eps());
        });
    }

    /** Weight and bias along an axis. */
    private static Array affine(Array x, boolean affine, boolean bias, int axis, Call call) {
        if (!affine) {
            return x;
        }
        int along = axis < 0 ? x.shape().length + axis : axis;
        return Array.of(
                x.shape(),
                index -> x.get(index) * call.parameter("weight").get(index[along])
                        + (bias ? call.parameter("bias").get(index[along]) : 0));
    }
}
