package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.layer.CategoryEncodingLayer;
import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.FeedForwardLayer;
import dev.nervure.dsl.layer.GatedFeedForwardLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.layer.TransformerDecoderLayer;
import dev.nervure.dsl.layer.TransformerEncoderLayer;
import java.util.List;

/** Layers made of layers, and blocks that repeat: ONNX gets each turn by itself. */
final class Composition {
    private Composition() {}

    static void register() {
        for (Class<? extends CompositeLayer> type : List.of(
                CategoryEncodingLayer.class,
                FeedForwardLayer.class,
                GatedFeedForwardLayer.class,
                TransformerEncoderLayer.class,
                TransformerDecoderLayer.class)) {
            Exports.register(type, (CompositeLayer layer, Scope scope) -> scope.inline(layer.body(scope.types())));
        }
        Exports.register(RepeatLayer.class, (layer, scope) -> scope.repeat(layer.body(), layer.name(), layer.times()));
    }
}
