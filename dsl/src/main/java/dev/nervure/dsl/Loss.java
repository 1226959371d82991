package dev.nervure.dsl;

import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.HuberLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.MeanAbsoluteErrorLayer;
import dev.nervure.dsl.layer.MeanSquaredErrorLayer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;

/** The losses with their defaults, for the short form: one output against {@code targets}. */
public enum Loss {
    /** No loss: a network for inference, or one whose losses are layers. */
    NONE(null),
    /** Logits against class indices. */
    SOFTMAX_CROSS_ENTROPY(SoftmaxCrossEntropyLayer.class),
    /** Logits against 0 or 1. */
    SIGMOID_CROSS_ENTROPY(SigmoidCrossEntropyLayer.class),
    /** Probabilities, such as a softmax gives, against class indices. */
    CROSS_ENTROPY(CrossEntropyLayer.class),
    /** Probabilities, such as a sigmoid gives, against 0 or 1. */
    BINARY_CROSS_ENTROPY(BinaryCrossEntropyLayer.class),
    /** The mean of squared differences. */
    MEAN_SQUARED_ERROR(MeanSquaredErrorLayer.class),
    /** The mean of absolute differences. */
    MEAN_ABSOLUTE_ERROR(MeanAbsoluteErrorLayer.class),
    /** Squared near zero, absolute beyond 1 (Huber 1964). */
    HUBER(HuberLayer.class);

    private final @org.jspecify.annotations.Nullable Class<? extends LossLayer> type;

    Loss(@org.jspecify.annotations.Nullable Class<? extends LossLayer> type) {
        this.type = type;
    }

    /**
     * {@return the layer that computes this loss}
     *
     * @throws IllegalStateException for {@link #NONE}
     */
    public LossLayer layer() {
        if (type == null) {
            throw new IllegalStateException("NONE is not a loss");
        }
        return Layers.defaults(type);
    }
}
