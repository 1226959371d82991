package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Target}. */
public record TargetLayer(List<Integer> value, ElementType type, String variable, String name) implements Layer {
    /** A target of a given type. */
    public static TargetLayer like(TensorType type) {
        List<Dim> sample = type.shape().sample();
        List<Integer> sizes = sample.stream().map(Dim::max).toList();
        String variable = !sample.isEmpty() && sample.get(0) instanceof Dim.Symbol s ? s.name() : "";
        return new TargetLayer(sizes, type.element(), variable, "");
    }

    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        return InputLayer.declared(value, type, variable);
    }
}
