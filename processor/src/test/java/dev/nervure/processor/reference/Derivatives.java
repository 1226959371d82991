package dev.nervure.processor.reference;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The derivative of one tensor with respect to another, as quotients of differences: nothing of what is generated is asked for
 * a rule.
 */
public final class Derivatives {
    /**
     * Six values around a point: the error of the quotient is {@code h⁶ f⁽⁷⁾ / 140}, 1e-14 for usual functions, and that of
     * rounding is as small. So a derivative of a derivative, and the slopes that tests take of it, still have seven digits.
     */
    private static final double STEP = 0.01;

    private static final double[] FACTORS = {45 / 60.0, -9 / 60.0, 1 / 60.0};

    /** Where a slope jumps this near, some of the six values may lie beyond. */
    static final double REACH = 0.2;

    private Derivatives() {}

    /** The nodes of a network that depend on a tensor, up to one that is differentiated with respect to it. */
    public static Set<Node> between(Network network) {
        Set<Node> between = new HashSet<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof DerivativeLayer) {
                between.addAll(between(node));
            }
        }
        return between;
    }

    private static Set<Node> between(Node node) {
        Set<Node> between = new LinkedHashSet<>();
        dependents(node.inputs().get(0), node.inputs().get(1), between, new HashSet<>());
        return between;
    }

    /** Adds what depends on {@code source}, each after what it reads; tells whether {@code node} does. */
    private static boolean dependents(Node node, Node source, Set<Node> found, Set<Node> seen) {
        if (node == source || found.contains(node)) {
            return true;
        }
        boolean depends = false;
        if (seen.add(node)) {
            for (Node input : node.inputs()) {
                depends |= dependents(input, source, found, seen);
            }
        }
        if (depends) {
            found.add(node);
        }
        return depends;
    }

    /**
     * The value of a node that is a derivative.
     *
     * @param values those of all nodes before
     * @param again the value of a node where the nodes before it have other values
     */
    static Array of(Node node, Map<Node, Array> values, Function<Map<Node, Array>, Function<Node, Array>> again) {
        Node of = node.inputs().get(0);
        Node with = node.inputs().get(1);
        List<Node> between = new ArrayList<>(between(node));
        Array x = values.get(with);
        int n = x.size(0);
        int size = x.values().length / n;
        Array result = x.map(zero -> 0);
        for (int i = 0; i < size; i++) { // samples do not depend on each other, so all of them move at once
            for (int step = -FACTORS.length; step <= FACTORS.length; step++) {
                if (step == 0) {
                    continue;
                }
                Array moved = x.map(same -> same);
                for (int s = 0; s < n; s++) {
                    moved.values()[s * size + i] += step * STEP;
                }
                Map<Node, Array> there = new HashMap<>(values);
                there.put(with, moved);
                Function<Node, Array> evaluate = again.apply(there);
                between.forEach(each -> there.put(each, evaluate.apply(each)));
                double factor = Math.signum(step) * FACTORS[Math.abs(step) - 1] / STEP;
                Array u = there.get(of);
                int width = u.values().length / n;
                for (int j = 0; j < u.values().length; j++) {
                    result.values()[j / width * size + i] += factor * u.values()[j];
                }
            }
        }
        return result;
    }
}
