package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.TargetLayer;

/** What callers fill in: no steps. */
final class Sources {
    private Sources() {}

    static void register() {
        Lowerings.register(InputLayer.class, (layer, scope) -> {});
        Lowerings.register(TargetLayer.class, (layer, scope) -> {});
        Lowerings.register(PlaceholderLayer.class, (layer, scope) -> {});
    }
}
