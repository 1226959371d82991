package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import java.util.List;

/** Inputs, constants, and parameters that are tensors themselves. */
final class Sources {
    private Sources() {}

    static void register() {
        Exports.register(InputLayer.class, (layer, scope) -> scope.source());
        Exports.register(ParameterLayer.class, (layer, scope) -> scope.parameter());
        Exports.register(ConstantLayer.class, Sources::constant);
    }

    private static Edge constant(ConstantLayer layer, Scope scope) {
        int size = scope.result().shape().size();
        if (!layer.ints().isEmpty()) {
            long[] values = layer.ints().stream().mapToLong(i -> i).toArray();
            if (values.length == size) {
                return scope.longs("values", layer.shape(), values);
            }
            return filled(layer.shape(), Tensors.longs(List.of(1), values), scope);
        }
        float value = layer.value().isEmpty() ? 0 : layer.value().get(0);
        if (Math.max(1, layer.value().size()) != size) {
            return filled(layer.shape(), Tensors.floats(List.of(1), value), scope);
        }
        float[] values = new float[size];
        for (int i = 0; i < layer.value().size(); i++) {
            values[i] = layer.value().get(i);
        }
        return scope.floats("values", layer.shape(), values);
    }

    /** One number for all places. */
    private static Edge filled(List<Integer> shape, Proto value, Scope scope) {
        return scope.op("ConstantOfShape", scope.ints(shape), Attribute.of("value", value));
    }
}
