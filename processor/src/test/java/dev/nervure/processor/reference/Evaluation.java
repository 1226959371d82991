package dev.nervure.processor.reference;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A network evaluated in double precision, node by node in canonical order, from the records of its layers: the judge of
 * what is generated, with which it shares nothing but the network.
 */
public final class Evaluation {
    private final Point point;
    private final Map<String, Array> tensors = new HashMap<>();
    private final Map<Node, Map<Integer, Array>> parts = new HashMap<>();
    private double nearestKink = Double.POSITIVE_INFINITY;
    private double loss;
    private boolean moved; // whether a derivative asks for values around a point

    private Evaluation(Point point) {
        this.point = point;
    }

    /** All tensors of a network at a point. */
    public static Evaluation of(Network network, Point point) {
        Evaluation evaluation = new Evaluation(point);
        evaluation.evaluate(network, node -> false);
        return evaluation;
    }

    /** The same where one parameter or tensor has changed since: what does not depend on it is as it was. */
    Evaluation again(Network network, String changed) {
        Evaluation evaluation = new Evaluation(point);
        evaluation.tensors.putAll(tensors);
        evaluation.parts.putAll(parts);
        Set<Node> touched = new HashSet<>();
        evaluation.evaluate(network, node -> {
            boolean same = !node.name().equals(changed)
                    && node.parameters().stream().noneMatch(spec -> spec.name().equals(changed))
                    && node.inputs().stream().noneMatch(touched::contains);
            return same || !touched.add(node);
        });
        return evaluation;
    }

    /** @param known whether the tensor of a node need not be computed, asked in their order */
    private void evaluate(Network network, Predicate<Node> known) {
        Map<Node, Array> values = new HashMap<>();
        for (Node node : network.nodes()) {
            if (!known.test(node)) {
                Array value = node.inputs().isEmpty() && point.sources().containsKey(node.name())
                        ? point.sources().get(node.name())
                        : evaluate(node, "", values);
                tensors.put(node.name(), point.nudged(node.name(), value));
            }
            values.put(node, tensor(node.name()));
        }
        for (Node node : network.losses()) {
            float weight = ((LossLayer) node.layer()).weight();
            loss += weight * tensor(node.name()).values()[0];
        }
    }

    public Array tensor(String name) {
        return tensors.get(name);
    }

    /** The weighted sum of all losses. */
    public double loss() {
        return loss;
    }

    /** How near some number was to where the slope of its layer jumps: there, differences tell nothing of slopes. */
    public double nearestKink() {
        return nearestKink;
    }

    int n() {
        return point.n();
    }

    Array parameter(String name) {
        Array parameter = point.parameters().get(name);
        if (parameter == null) {
            throw new AssertionError(
                    "no parameter " + name + " among " + point.parameters().keySet());
        }
        return parameter;
    }

    Array detached(String place, Array value) {
        return point.detached().computeIfAbsent(place, first -> value);
    }

    void part(Node node, int i, Array value) {
        parts.computeIfAbsent(node, k -> new HashMap<>()).put(i, value);
    }

    Array part(Node node, int i) {
        return Objects.requireNonNull(parts.get(node).get(i), node::toString);
    }

    void kink(double distance) {
        nearestKink = Math.min(nearestKink, moved ? distance - Derivatives.REACH : distance);
    }

    /** Outputs of layers beside the first are told to {@code parts}, which must not keep those of moved points. */
    private Array derivative(Node node, String scope, Map<Node, Array> values) {
        Map<Node, Map<Integer, Array>> before = new HashMap<>();
        parts.forEach((of, each) -> before.put(of, new HashMap<>(each)));
        boolean outer = moved;
        moved = true;
        Array result = Derivatives.of(node, values, there -> each -> {
            Array value = evaluate(each, scope, there);
            return scope.isEmpty() ? point.nudged(each.name(), value) : value;
        });
        moved = outer;
        parts.clear();
        parts.putAll(before);
        return result;
    }

    Array block(Block block, String scope, List<Array> arguments) {
        Map<Node, Array> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.put(block.inputs().get(i), arguments.get(i));
        }
        for (Node node : block.nodes()) {
            if (!values.containsKey(node)) {
                values.put(node, evaluate(node, scope, values));
            }
        }
        return values.get(block.result());
    }

    private Array evaluate(Node node, String scope, Map<Node, Array> values) {
        if (node.layer() instanceof DerivativeLayer) {
            return derivative(node, scope, values);
        }
        List<Array> inputs = node.inputs().stream().map(values::get).toList();
        return Rules.apply(node.layer(), Call.of(this, node, scope, inputs));
    }
}
