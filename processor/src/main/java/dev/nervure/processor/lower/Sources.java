package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.processor.graph.Numbers;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Table;
import java.util.List;

/** What callers fill in, which takes no steps, and what is the same for every sample. */
final class Sources {
    private Sources() {}

    static void register() {
        Lowerings.register(InputLayer.class, (layer, scope) -> {});
        Lowerings.register(TargetLayer.class, (layer, scope) -> {});
        Lowerings.register(PlaceholderLayer.class, (layer, scope) -> {});
        Lowerings.register(
                ParameterLayer.class,
                (layer, scope) -> scope.step(new Copy(), List.of(scope.parameter()), scope.result()));
        Lowerings.register(ConstantLayer.class, Sources::constant);
    }

    private static void constant(ConstantLayer layer, Scope scope) {
        boolean none = layer.value().isEmpty() && layer.ints().isEmpty();
        Numbers numbers = new Numbers(none ? List.of(0f) : layer.value(), layer.ints());
        scope.step(new Table(numbers), List.of(), scope.result());
    }
}
