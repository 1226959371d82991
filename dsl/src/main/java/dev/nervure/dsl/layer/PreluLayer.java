package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Prelu}. */
public record PreluLayer(boolean perChannel, float init, boolean trainable, String name) implements ElementwiseLayer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        if (perChannel) {
            Rules.rankAtLeast(this, inputs, 0, 1);
            Rules.constantAxis(this, inputs, 0, 0);
        }
        return Rules.floats(this, inputs, 0);
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int channels = perChannel ? inputs.get(0).shape().axis(0).max() : 1;
        return List.of(new ParameterSpec("weight", List.of(channels), InitialValues.constant(init), trainable));
    }
}
