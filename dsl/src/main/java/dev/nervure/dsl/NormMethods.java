package dev.nervure.dsl;

import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Normalisation: {@code […] → […]}. */
sealed interface NormMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** Mean 0 and variance 1 over the last axis, then scaled and shifted. */
    default Tensor layerNorm() {
        return layerNorm(o -> o);
    }

    /** The same with further attributes. */
    default Tensor layerNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(LayerNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }

    /** A quadratic mean of 1 over the last axis, then scaled. */
    default Tensor rmsNorm() {
        return rmsNorm(o -> o);
    }

    /** The same with further attributes. */
    default Tensor rmsNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(RmsNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }

    /** Mean 0 and variance 1 for each channel over the batch, then scaled and shifted: {@code [channels, …]}. */
    default Tensor batchNorm() {
        return batchNorm(o -> o);
    }

    /** The same with further attributes. */
    default Tensor batchNorm(UnaryOperator<BatchNormOptions> options) {
        return Tensor.of(BatchNormLayer.class, options.apply(new BatchNormOptions(Map.of())), x());
    }

    /** Mean 0 and variance 1 over groups of channels, then scaled and shifted: {@code [channels, …]}. */
    default Tensor groupNorm(int groups) {
        return groupNorm(groups, o -> o);
    }

    /** The same with further attributes. */
    default Tensor groupNorm(int groups, UnaryOperator<NormOptions> options) {
        return Tensor.of(GroupNormLayer.class, options.apply(new NormOptions(Map.of("groups", groups))), x());
    }

    /** Mean 0 and variance 1 over each channel of a sample: {@code [channels, …]}. */
    default Tensor instanceNorm() {
        return instanceNorm(o -> o);
    }

    /** The same with further attributes. */
    default Tensor instanceNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(InstanceNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }
}
