package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.PreluLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import dev.nervure.dsl.layer.TransposedConvolutionLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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

    private static final Set<Class<? extends Layer>> SAMPLES = Set.of(
            GlobalAvgPoolLayer.class,
            AdaptiveAvgPool2dLayer.class,
            UpsampleLayer.class,
            BatchNormLayer.class,
            StandardizeLayer.class,
            GroupNormLayer.class,
            InstanceNormLayer.class,
            PreluLayer.class,
            BilinearLayer.class,
            ConcatLayer.class,
            RotaryLayer.class,
            ScaledDotProductAttentionLayer.class,
            MultiHeadAttentionLayer.class);

    private Rules() {}

    static <L extends Layer> void register(Class<L> type, Rule<L> rule) {
        ALL.put(type, rule);
    }

    /** Whether a layer's rule is told for a batch: it reads what is the same for every sample as samples. */
    private static boolean readsSamples(Layer layer) {
        return layer instanceof ConvolutionLayer
                || layer instanceof TransposedConvolutionLayer
                || layer instanceof PoolLayer
                || layer instanceof RecurrentLayer
                || layer instanceof LossLayer
                || SAMPLES.contains(layer.getClass());
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
        return readsSamples(layer) ? call.ofSamples(each -> rule.apply(layer, each)) : rule.apply(layer, call);
    }
}
