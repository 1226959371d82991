package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.translate.Operator;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All operators that are known, by name; those of other domains with their domain. */
public final class Operators {
    private static final Map<String, Operator> ALL = new TreeMap<>();

    static {
        ALL.putAll(Elementwise.operators());
        ALL.putAll(Combining.operators());
        ALL.putAll(Products.operators());
        ALL.putAll(Einsum.operators());
        ALL.putAll(Convolutions.operators());
        ALL.putAll(Pooling.operators());
        ALL.putAll(Normalisation.operators());
        ALL.putAll(Reducing.operators());
        ALL.putAll(Rearranging.operators());
        ALL.putAll(Choosing.operators());
        ALL.putAll(Scattering.operators());
        ALL.putAll(Padding.operators());
        ALL.putAll(Resizing.operators());
        ALL.putAll(Recurrence.operators());
        ALL.putAll(AttentionOperators.operators());
        ALL.putAll(Quantized.operators());
        ALL.putAll(Control.operators());
        ALL.putAll(LossOperators.operators());
        ALL.putAll(Updates.operators());
        ALL.putAll(GradientOperator.operators());
    }

    private Operators() {}

    /** What an operator becomes; null if it is unknown. */
    public static @Nullable Operator find(String kind) {
        return ALL.get(kind);
    }

    /** The names of all. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }
}
