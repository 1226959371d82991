package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalisation, with the running statistics of batch norms. */
final class Normalisation {
    private Normalisation() {}

    static void register() {
        Exports.register(StandardizeLayer.class, Normalisation::standardize);
        Exports.register(
                LayerNormLayer.class,
                (layer, scope) -> Functions.apply(layer.activation(), layer(layer, scope), scope));
        Exports.register(
                RmsNormLayer.class, (layer, scope) -> Functions.apply(layer.activation(), rms(layer, scope), scope));
        Exports.register(
                BatchNormLayer.class,
                (layer, scope) -> Functions.apply(layer.activation(), batch(layer, scope), scope));
        Exports.register(
                InstanceNormLayer.class,
                (layer, scope) -> Functions.apply(layer.activation(), instance(layer, scope), scope));
        Exports.register(
                GroupNormLayer.class,
                (layer, scope) -> Functions.apply(layer.activation(), group(layer, scope), scope));
    }

    private static Edge standardize(StandardizeLayer layer, Scope scope) {
        int behind = layer.axesBehind(scope.shape(0));
        Edge root = scope.op("Sqrt", along(scope.parameter("variance"), behind, scope));
        Edge deviation = scope.op("Max", root, scope.number(layer.eps()));
        Edge centred = scope.op("Sub", scope.input(0), along(scope.parameter("mean"), behind, scope));
        return scope.op("Div", centred, deviation);
    }

    private static Edge layer(LayerNormLayer layer, Scope scope) {
        Edge x = scope.input(0);
        int size = scope.shape(0).axis(-1).max();
        Edge bias = scope.optionalParameter("bias");
        if (size == 1) { // is its own mean; ONNX Runtime refuses the operator over one value
            Edge zero = scope.op("Mul", scope.op("Sub", x, x), weight(size, scope));
            return bias == null ? zero : scope.op("Add", zero, bias);
        }
        List<@Nullable Edge> reads = new ArrayList<>();
        reads.add(x);
        reads.add(weight(size, scope));
        reads.add(bias);
        return scope.op("LayerNormalization", reads, Attribute.of("axis", -1), Attribute.of("epsilon", layer.eps()));
    }

    /** {@code x / √(mean(x²) + ε) ⊙ weight}. ONNX has an operator for it from opset 23 on. */
    private static Edge rms(RmsNormLayer layer, Scope scope) {
        Edge x = scope.input(0);
        Edge mean = scope.op("Pow", x, scope.number(2f));
        if (scope.shape(0).axis(-1).max() > 1) { // ONNX Runtime 1.22 refuses what it makes of the mean of one value
            mean = scope.op("ReduceMean", mean, Attribute.ints("axes", List.of(-1)), Attribute.of("keepdims", 1));
        }
        Edge root = scope.op("Sqrt", scope.op("Add", mean, scope.number(layer.eps())));
        Edge normalised = scope.op("Div", x, root);
        Edge weight = scope.optionalParameter("weight");
        return weight == null ? normalised : scope.op("Mul", normalised, weight);
    }

    private static Edge batch(BatchNormLayer layer, Scope scope) {
        int channels = channels(scope);
        return scope.op(
                "BatchNormalization",
                List.of(
                        scope.input(0),
                        weight(channels, scope),
                        bias(channels, scope),
                        scope.parameter("running_mean"),
                        scope.parameter("running_var")),
                Attribute.of("epsilon", layer.eps()));
    }

    private static Edge instance(InstanceNormLayer layer, Scope scope) {
        int channels = channels(scope);
        return scope.op(
                "InstanceNormalization",
                List.of(scope.input(0), weight(channels, scope), bias(channels, scope)),
                Attribute.of("epsilon", layer.eps()));
    }

    /** A group is an instance whose channels stand one behind the other; ONNX has an operator for it from opset 18 on. */
    private static Edge group(GroupNormLayer layer, Scope scope) {
        Edge x = scope.input(0);
        Shape shape = scope.shape(0);
        Edge normalised = scope.op(
                "InstanceNormalization",
                List.of(
                        Moves.reshape(x, List.of(0, layer.groups(), -1), scope),
                        scope.filled(layer.groups(), 1),
                        scope.filled(layer.groups(), 0)),
                Attribute.of("epsilon", layer.eps()));
        Edge back = back(normalised, x, shape, scope);
        Edge weight = scope.optionalParameter("weight");
        if (weight == null) {
            return back;
        }
        Edge scaled = scope.op("Mul", back, alongChannels(weight, shape, scope));
        return scope.op("Add", scaled, alongChannels(scope.parameter("bias"), shape, scope));
    }

    /** The values in the shape of another tensor, of which the batch alone is where it was. */
    private static Edge back(Edge y, Edge like, Shape shape, Scope scope) {
        List<Dim> sample = shape.sample();
        if (sample.stream().filter(dim -> !dim.constant()).count() > 1) {
            return scope.op("Reshape", y, scope.op("Shape", like));
        }
        List<Integer> sizes = new ArrayList<>(List.of(0));
        sample.forEach(dim -> sizes.add(dim.constant() ? dim.max() : -1));
        return Moves.reshape(y, sizes, scope);
    }

    private static Edge alongChannels(Edge parameter, Shape shape, Scope scope) {
        return along(parameter, shape.rank() - 1, scope);
    }

    /** A vector with axes of size 1 behind its own. */
    private static Edge along(Edge vector, int behind, Scope scope) {
        return behind == 0 ? vector : scope.op("Unsqueeze", vector, scope.ints(Moves.range(1, 1 + behind)));
    }

    private static Edge weight(int size, Scope scope) {
        Edge weight = scope.optionalParameter("weight");
        return weight == null ? scope.filled(size, 1) : weight;
    }

    private static Edge bias(int size, Scope scope) {
        Edge bias = scope.optionalParameter("bias");
        return bias == null ? scope.filled(size, 0) : bias;
    }

    private static int channels(Scope scope) {
        return scope.shape(0).axis(0).max();
    }
}
