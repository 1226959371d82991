package dev.nervure.dsl.layer;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** A layer that is short for a graph of other layers, whose parameters are its own, below its path. */
public sealed interface CompositeLayer extends Layer
        permits FeedForwardLayer, GatedFeedForwardLayer, TransformerDecoderLayer, TransformerEncoderLayer {
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
