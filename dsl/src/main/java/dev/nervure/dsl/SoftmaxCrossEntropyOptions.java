package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#softmaxCrossEntropy}: {@code logits.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f))}. */
public final class SoftmaxCrossEntropyOptions extends ScalarOptions<SoftmaxCrossEntropyOptions> {
    SoftmaxCrossEntropyOptions(Map<String, ?> required) {
        super(required);
    }

    /** The share of the target that is spread over all classes, 0 to 1. */
    public SoftmaxCrossEntropyOptions labelSmoothing(float labelSmoothing) {
        return set("labelSmoothing", labelSmoothing);
    }

    /** One weight a class; none for equal weights. */
    public SoftmaxCrossEntropyOptions classWeights(float... classWeights) {
        return set("classWeights", classWeights);
    }

    /** Targets of this value count neither in the loss nor in the mean. */
    public SoftmaxCrossEntropyOptions ignoreIndex(int ignoreIndex) {
        return set("ignoreIndex", ignoreIndex);
    }
}
