package dev.nervure.dsl.layer;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer that stands for a graph of other layers. Their parameters are its own, with its path as prefix. */
public sealed interface CompositeLayer extends Layer
        permits CategoryEncodingLayer,
                FeedForwardLayer,
                GatedFeedForwardLayer,
                TransformerDecoderLayer,
                TransformerEncoderLayer {
    /** Declares the layers that this one stands for. */
    Tensor expand(List<Tensor> inputs);

    /** The graph that this layer stands for. */
    default Block body(List<TensorType> inputs) {
        return Block.of(inputs, this::expand);
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        return body(inputs).result().type();
    }

    @Override
    default List<ParameterSpec> parameters(List<TensorType> inputs) {
        return body(inputs).parameters();
    }
}
