package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import java.util.ArrayList;
import java.util.List;

/** Layers made of layers. */
final class CompositionRules {
    private CompositionRules() {}

    static void register() {
        Rules.register(RepeatLayer.class, CompositionRules::repeat);
    }

    /** What a layer is short for. */
    static Array expand(CompositeLayer layer, Call call) {
        Block body = layer.body(call.node().inputs().stream().map(Node::type).toList());
        return call.block(body, "", call.inputs());
    }

    private static Array repeat(RepeatLayer layer, Call call) {
        List<Array> inputs = new ArrayList<>(call.inputs());
        for (int i = 0; i < layer.times(); i++) {
            inputs.set(0, call.block(layer.body(), i + ".", inputs));
        }
        return inputs.get(0);
    }
}
