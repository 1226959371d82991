package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.AdaptiveAvgPool2d}. */
public record AdaptiveAvgPool2dLayer(List<Integer> value, String name) implements Layer {
    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape shape = Rules.rank(this, inputs, 0, "channels, height, width");
        List<Integer> grid = Rules.sizes("value", value, 2);
        grid.forEach(size -> Rules.positive("value", size));
        return TensorType.floats(shape.withAxis(1, Dim.of(grid.get(0))).withAxis(2, Dim.of(grid.get(1))));
    }
}
