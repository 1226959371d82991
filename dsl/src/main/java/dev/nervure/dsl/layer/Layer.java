package dev.nervure.dsl.layer;

import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/**
 * The layer that a user names: {@code @Dense}, {@code x.dense(…)}. A record whose components are the attributes of the
 * annotation of the same name ({@code DenseLayer} ↔ {@code @Dense}); the annotation holds the defaults. Knows its shape
 * rule and its parameters, so that every front end reports the same errors. Sealed, because the processor must know how
 * to compute each one.
 */
public sealed interface Layer
        permits AdaptiveAvgPool2dLayer,
                ArgMaxLayer,
                ArgMinLayer,
                BilinearLayer,
                BroadcastLayer,
                CastLayer,
                CompositeLayer,
                ConcatLayer,
                ConstantLayer,
                CumSumLayer,
                DenseLayer,
                DerivativeLayer,
                ElementwiseLayer,
                EmbeddingLayer,
                ExpandLayer,
                FlattenLayer,
                GatherElementsLayer,
                GatherLayer,
                GlobalAvgPoolLayer,
                InputLayer,
                KernelLayer,
                LearnedPositionsLayer,
                LossLayer,
                MatmulLayer,
                MultiHeadAttentionLayer,
                NormLayer,
                OneHotLayer,
                PadLayer,
                ParameterLayer,
                PartLayer,
                PlaceholderLayer,
                RecurrentLayer,
                ReductionLayer,
                RepeatLayer,
                ReshapeLayer,
                RotaryLayer,
                ScaledDotProductAttentionLayer,
                SinusoidalPositionsLayer,
                SliceLayer,
                SplitLayer,
                StandardizeLayer,
                TargetLayer,
                TopKLayer,
                TransposeLayer,
                UpsampleLayer,
                WhereLayer {
    /** A dotted path for the parameters; empty for the tensor's name. */
    String name();

    /** Where the names of the parameters begin: with the layer's own path, or else with the name of its tensor. */
    default String path(String tensor) {
        return name().isEmpty() ? tensor : name();
    }

    /** The least number of tensors that the layer reads. */
    default int minInputs() {
        return 1;
    }

    /** The greatest number of tensors that the layer reads. */
    default int maxInputs() {
        return minInputs();
    }

    /**
     * The result's type.
     *
     * @throws dev.nervure.dsl.NetworkException if an attribute or an input does not fit
     */
    TensorType type(List<TensorType> inputs);

    /** The types of all outputs; that of the layer's own tensor first. */
    default List<TensorType> types(List<TensorType> inputs) {
        return List.of(type(inputs));
    }

    /** The parameters, named relative to the layer's path; called after {@link #type} has accepted the inputs. */
    default List<ParameterSpec> parameters(List<TensorType> inputs) {
        return List.of();
    }

    /** The annotation's simple name. */
    default String kind() {
        String type = getClass().getSimpleName();
        return type.substring(0, type.length() - "Layer".length());
    }
}
