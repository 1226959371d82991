package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Input}. */
public record InputLayer(List<Integer> value, ElementType type, String variable, String name) implements Layer {
    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        return declared(value, type, variable);
    }

    static TensorType declared(List<Integer> value, ElementType element, String variable) {
        Rules.withoutBatch("value", value);
        List<Dim> sample = new ArrayList<>(value.stream()
                .peek(size -> Rules.positive("value", size))
                .map(Dim::of)
                .toList());
        if (!variable.isEmpty()) {
            Rules.symbol("variable", variable, sample.size());
            sample.set(0, Dim.symbol(variable, value.get(0)));
        }
        return new TensorType(Shape.batch(sample), element);
    }
}
