package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.CategoryEncodingLayer;
import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.FeedForwardLayer;
import dev.nervure.dsl.layer.GatedFeedForwardLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.layer.TransformerDecoderLayer;
import dev.nervure.dsl.layer.TransformerEncoderLayer;
import java.util.List;

/** Layers made of layers. */
final class Composition {
    private Composition() {}

    static void register() {
        for (Class<? extends CompositeLayer> type : List.of(
                CategoryEncodingLayer.class,
                FeedForwardLayer.class,
                GatedFeedForwardLayer.class,
                TransformerEncoderLayer.class,
                TransformerDecoderLayer.class)) {
            Lowerings.register(type, Composition::inline);
        }
        Lowerings.register(RepeatLayer.class, Composition::repeat);
    }

    private static void inline(CompositeLayer layer, Scope scope) {
        scope.inline(layer.body(scope.types()));
    }

    private static void repeat(RepeatLayer layer, Scope scope) {
        scope.step(scope.block(layer.body(), layer.times(), layer.recompute()), scope.inputs(), scope.result());
    }
}
