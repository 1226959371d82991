package dev.nervure.dsl;

import java.util.Map;

/**
 * Options of {@link Tensor#softmaxCrossEntropy}: {@code logits.softmaxCrossEntropy(label, o ->
 * o.labelSmoothing(0.1f))}.
 */
public final class SoftmaxCrossEntropyOptions extends ScalarOptions<SoftmaxCrossEntropyOptions> {
    SoftmaxCrossEntropyOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the share of the target that is spread evenly over all classes.
     *
     * @param labelSmoothing 0, the default, to 1
     * @return these options
     */
    public SoftmaxCrossEntropyOptions labelSmoothing(float labelSmoothing) {
        return set("labelSmoothing", labelSmoothing);
    }

    /**
     * Sets one factor for each class.
     *
     * @param classWeights a factor for each class; none, the default, for equal weights
     * @return these options
     */
    public SoftmaxCrossEntropyOptions classWeights(float... classWeights) {
        return set("classWeights", classWeights);
    }

    /**
     * Sets the target value of positions that count neither in the loss nor in the mean.
     *
     * @param ignoreIndex an integer that is no class; −100 by default
     * @return these options
     */
    public SoftmaxCrossEntropyOptions ignoreIndex(int ignoreIndex) {
        return set("ignoreIndex", ignoreIndex);
    }
}
