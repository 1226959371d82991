package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.LearnedPositions}. */
public record LearnedPositionsLayer(Initializer initializer, float constant, boolean trainable, String name)
        implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        return Rules.table(this, inputs);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        List<Integer> sizes = List.of(shape.axis(0).max(), shape.axis(1).max());
        return List.of(new ParameterSpec(
                "weight", sizes, initializer.weight(sizes.get(0), sizes.get(1), constant), trainable));
    }
}
