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
        return layerNorm(layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor layerNorm(UnaryOperator<LayerNormLayer> options) {
        return Tensor.of(LayerNormLayer.class, Map.of(), options, x());
    }

    /** A quadratic mean of 1 over the last axis, then scaled. */
    default Tensor rmsNorm() {
        return rmsNorm(layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor rmsNorm(UnaryOperator<RmsNormLayer> options) {
        return Tensor.of(RmsNormLayer.class, Map.of(), options, x());
    }

    /** Mean 0 and variance 1 for each channel over the batch, then scaled and shifted: {@code [channels, …]}. */
    default Tensor batchNorm() {
        return batchNorm(layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor batchNorm(UnaryOperator<BatchNormLayer> options) {
        return Tensor.of(BatchNormLayer.class, Map.of(), options, x());
    }

    /** Mean 0 and variance 1 over groups of channels, then scaled and shifted: {@code [channels, …]}. */
    default Tensor groupNorm(int groups) {
        return groupNorm(groups, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor groupNorm(int groups, UnaryOperator<GroupNormLayer> options) {
        return Tensor.of(GroupNormLayer.class, Map.of("groups", groups), options, x());
    }

    /** Mean 0 and variance 1 over each channel of a sample: {@code [channels, …]}. */
    default Tensor instanceNorm() {
        return instanceNorm(layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor instanceNorm(UnaryOperator<InstanceNormLayer> options) {
        return Tensor.of(InstanceNormLayer.class, Map.of(), options, x());
    }
}
