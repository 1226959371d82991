package dev.nervure.processor.onnx.translate;

import java.util.List;

/** What an operator becomes. */
@FunctionalInterface
public interface Operator {
    /**
     * The outputs of a node, in order; trailing ones that nobody wants may be missing.
     *
     * @throws Unsupported if the node cannot become part of a network
     * @throws dev.nervure.dsl.NetworkException if a layer does not take what the node gives it
     */
    List<Value> apply(Call call);
}
