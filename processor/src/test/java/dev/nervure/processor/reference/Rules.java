package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.Layer;
import java.util.HashMap;
import java.util.Map;

/** Every layer's rule: one line in the file of its family. A layer that is short for others needs none. */
final class Rules {
    private static final Map<Class<? extends Layer>, Rule<?>> ALL = new HashMap<>();

    static {
        DenseRules.register();
        ArithmeticRules.register();
        LogicRules.register();
        ShapeRules.register();
        ImageRules.register();
        NormalisationRules.register();
        RecurrentRules.register();
        AttentionRules.register();
        LossRules.register();
        CompositionRules.register();
    }

    private Rules() {}

    static <L extends Layer> void register(Class<L> type, Rule<L> rule) {
        ALL.put(type, rule);
    }

    @SuppressWarnings("unchecked") // register pairs each class with a rule for it
    static <L extends Layer> Array apply(L layer, Call call) {
        Rule<L> rule = (Rule<L>) ALL.get(layer.getClass());
        if (rule == null && layer instanceof CompositeLayer composite) {
            return CompositionRules.expand(composite, call);
        }
        if (rule == null) {
            throw new AssertionError("no reference of " + layer);
        }
        return rule.apply(layer, call);
    }
}
