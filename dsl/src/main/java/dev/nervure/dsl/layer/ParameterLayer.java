package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Parameter}. */
public record ParameterLayer(
        List<Integer> value, Initializer initializer, float constant, boolean trainable, String name) implements Layer {
    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        value.forEach(size -> Rules.positive("value", size));
        return TensorType.floats(new Shape(value.stream().map(Dim::of).toList()));
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        long out = value.isEmpty() ? 1 : value.get(0);
        long in = value.size() < 2
                ? out
                : value.subList(1, value.size()).stream()
                        .mapToLong(size -> size)
                        .reduce(1, Math::multiplyExact);
        return List.of(new ParameterSpec("", value, initializer.weight(in, out, constant), trainable));
    }
}
