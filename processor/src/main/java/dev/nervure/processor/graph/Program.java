package dev.nervure.processor.graph;

import dev.nervure.dsl.Network;
import java.util.List;
import java.util.Map;

/**
 * A network as steps.
 *
 * @param network what it was made from
 * @param forward from the inputs to the outputs
 * @param loss from there to the losses
 * @param backward the chain rule, last layer first; empty where nothing is trainable
 * @param tensors the value of each node's tensor, by name, in canonical order
 * @param parameters the value of each parameter, by full name
 * @param gradients the gradient of each value that has one
 */
public record Program(
        Network network,
        List<Step> forward,
        List<Step> loss,
        List<Step> backward,
        Map<String, Value> tensors,
        Map<String, Value> parameters,
        Map<Value, Value> gradients) {
    public Value tensor(String name) {
        Value value = tensors.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    public boolean trainable() {
        return !backward.isEmpty();
    }

    public boolean hasLoss() {
        return !network.losses().isEmpty();
    }
}
