package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product with a matrix, then a bias, in either order of the sum: a dense layer. */
final class DenseBias implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor sum = last.tensor();
        if (!(sum.layer() instanceof AddLayer) || sum.inputs().size() != 2) {
            return null;
        }
        Tensor a = sum.inputs().get(0);
        Tensor b = sum.inputs().get(1);
        Tensor found = a.layer() instanceof DenseLayer dense && !dense.bias() ? dense(a, dense, b, call) : null;
        if (found == null && b.layer() instanceof DenseLayer dense && !dense.bias()) {
            found = dense(b, dense, a, call);
        }
        return found == null ? null : last.with(found);
    }

    private static @Nullable Tensor dense(Tensor product, DenseLayer layer, Tensor bias, Call call) {
        Literal values = Vectors.of(bias, layer.units(), call);
        if (values == null || !call.weights().has(layer.name() + ".weight")) {
            return null;
        }
        Literal weight = call.weights().get(layer.name() + ".weight");
        Map<String, Literal> parameters = Map.of("weight", weight, "bias", values);
        boolean named = (layer.name() + ".weight").equals(weight.weight());
        String path = named ? layer.name() : Vectors.path(values, "bias", layer.name());
        String kept = call.weights().rename(path, parameters);
        return call.layer(
                DenseLayer.class,
                Map.of("units", layer.units()),
                kept,
                parameters,
                product.inputs().get(0));
    }
}
