package dev.nervure.dsl.layer;

import dev.nervure.dsl.Dim;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Input}. */
public record InputLayer(int[] value, ElementType type, String variable, String name) implements Layer {
    public InputLayer type(ElementType type) {
        return Layers.with(this, "type", type);
    }

    public InputLayer variable(String variable) {
        return Layers.with(this, "variable", variable);
    }

    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        return declared(value, type, variable);
    }

    static TensorType declared(int[] value, ElementType element, String variable) {
        List<Dim> sample = new ArrayList<>(Arrays.stream(value)
                .peek(size -> Rules.positive("value", size))
                .mapToObj(Dim::of)
                .toList());
        if (!variable.isEmpty() && !sample.isEmpty()) {
            sample.set(0, Dim.symbol(variable, value[0]));
        }
        return new TensorType(Shape.batch(sample), element);
    }
}
