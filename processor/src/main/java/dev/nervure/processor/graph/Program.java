package dev.nervure.processor.graph;

import dev.nervure.dsl.network.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A unit as steps.
 *
 * @param unit what it was made from
 * @param forward from the inputs to the outputs
 * @param loss from there to the losses
 * @param backward the chain rule, last layer first; empty where nothing is trainable
 * @param tensors the value of each node's tensor, by name, in canonical order
 * @param parameters the value of each parameter, by full name; those of blocks that repeat are the blocks' own
 * @param gradients the gradient of each value that has one
 */
public record Program(
        Unit unit,
        List<Step> forward,
        List<Step> loss,
        List<Step> backward,
        Map<String, Value> tensors,
        Map<String, Value> parameters,
        Map<Value, Value> gradients) {
    public Value tensor(Node node) {
        return Objects.requireNonNull(tensors.get(node.name()), node::name);
    }

    public boolean trainable() {
        return !backward.isEmpty();
    }

    public boolean hasLoss() {
        return !unit.losses().isEmpty();
    }

    /** The blocks that repeat, in the order in which they run. */
    public List<Repetition> repeats() {
        return forward.stream()
                .map(Step::op)
                .filter(Repetition.class::isInstance)
                .map(Repetition.class::cast)
                .toList();
    }

    /** The multiplications with an addition for one sample, at the maximum. */
    public long multiplyAdds() {
        return forward.stream().mapToLong(step -> step.op().multiplyAdds(step)).sum();
    }

    /** The number of learned and fixed values, those of all turns of blocks included. */
    public long parameterCount() {
        long own = parameters.values().stream()
                .mapToLong(value -> value.shape().size())
                .sum();
        return own
                + repeats().stream()
                        .mapToLong(repeat -> repeat.times() * repeat.body().parameterCount())
                        .sum();
    }
}
