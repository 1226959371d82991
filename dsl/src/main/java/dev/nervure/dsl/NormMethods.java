package dev.nervure.dsl;

import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Normalisation: {@code […] → […]}. */
sealed interface NormMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over the last axis, then scaled and shifted, {@code […]
     * → […]}}
     *
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor layerNorm() {
        return layerNorm(o -> o);
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over the last axis, then scaled and shifted, {@code […]
     * → […]}, with further attributes}
     *
     * @param options sets further attributes; {@link NormOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor layerNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(LayerNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }

    /**
     * {@return this tensor, divided by its root mean square over the last axis, then scaled, {@code […] → […]}}
     *
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor rmsNorm() {
        return rmsNorm(o -> o);
    }

    /**
     * {@return this tensor, divided by its root mean square over the last axis, then scaled, {@code […] → […]}, with
     * further attributes}
     *
     * @param options sets further attributes; {@link NormOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, its last axis has no fixed size, or an attribute is
     *     out of range
     */
    default Tensor rmsNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(RmsNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 for each channel over the batch, then scaled and
     * shifted, {@code [channels, …] → [channels, …]}}
     *
     * @throws NetworkException if this tensor is not {@code [channels, …]} of floats with a fixed number of channels,
     *     or an attribute is out of range
     */
    default Tensor batchNorm() {
        return batchNorm(o -> o);
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 for each channel over the batch, then scaled and
     * shifted, {@code [channels, …] → [channels, …]}, with further attributes}
     *
     * @param options sets further attributes; {@link BatchNormOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, …]} of floats with a fixed number of channels,
     *     or an attribute is out of range
     */
    default Tensor batchNorm(UnaryOperator<BatchNormOptions> options) {
        return Tensor.of(BatchNormLayer.class, options.apply(new BatchNormOptions(Map.of())), x());
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over groups of channels, then scaled and shifted,
     * {@code [channels, …] → [channels, …]}}
     *
     * @param groups the number of groups, a divisor of {@code channels}
     * @throws NetworkException if this tensor is not {@code [channels, …]} of floats, {@code groups} does not divide
     *     {@code channels}, or an attribute is out of range
     */
    default Tensor groupNorm(int groups) {
        return groupNorm(groups, o -> o);
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over groups of channels, then scaled and shifted,
     * {@code [channels, …] → [channels, …]}, with further attributes}
     *
     * @param groups the number of groups, a divisor of {@code channels}
     * @param options sets further attributes; {@link NormOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, …]} of floats, {@code groups} does not divide
     *     {@code channels}, or an attribute is out of range
     */
    default Tensor groupNorm(int groups, UnaryOperator<NormOptions> options) {
        return Tensor.of(GroupNormLayer.class, options.apply(new NormOptions(Map.of("groups", groups))), x());
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over each channel of a sample, {@code [channels, …] →
     * [channels, …]}}
     *
     * @throws NetworkException if this tensor is not {@code [channels, size…]} of floats with a fixed number of
     *     channels, or an attribute is out of range
     */
    default Tensor instanceNorm() {
        return instanceNorm(o -> o);
    }

    /**
     * {@return this tensor, normalised to mean 0 and variance 1 over each channel of a sample, {@code [channels, …] →
     * [channels, …]}, with further attributes}
     *
     * @param options sets further attributes; {@link NormOptions} lists them
     * @throws NetworkException if this tensor is not {@code [channels, size…]} of floats with a fixed number of
     *     channels, or an attribute is out of range
     */
    default Tensor instanceNorm(UnaryOperator<NormOptions> options) {
        return Tensor.of(InstanceNormLayer.class, options.apply(new NormOptions(Map.of())), x());
    }

    /**
     * {@return this tensor, brought to mean 0 and variance 1 for each feature of the last axis by statistics of the
     * training data, {@code […, k] → […, k]}}
     *
     * @throws NetworkException if this tensor does not hold floats, or its last axis has no fixed size
     */
    default Tensor standardize() {
        return standardize(o -> o);
    }

    /**
     * {@return this tensor, brought to mean 0 and variance 1 for each feature by statistics of the training data, {@code
     * […, k] → […, k]}, with further attributes}
     *
     * @param options sets further attributes; {@link StandardizeOptions} lists them
     * @throws NetworkException if this tensor does not hold floats, the axis of the features has no fixed size, or an
     *     attribute is out of range
     */
    default Tensor standardize(UnaryOperator<StandardizeOptions> options) {
        return Tensor.of(StandardizeLayer.class, options.apply(new StandardizeOptions(Map.of())), x());
    }
}
