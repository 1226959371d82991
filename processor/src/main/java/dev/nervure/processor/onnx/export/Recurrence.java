package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.layer.RnnLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers: an ONNX operator for each layer of a stack, which computes both directions. ONNX has the steps before
 * the batch, the gates in another order than PyTorch, and both biases in one vector, so that nodes put them in order.
 */
final class Recurrence {
    private static final List<Integer> STEPS_FIRST = List.of(1, 0, 2);

    private Recurrence() {}

    static void register() {
        Exports.register(
                RnnLayer.class,
                (layer, scope) -> recurrent(
                        "RNN",
                        layer,
                        List.of(0),
                        scope,
                        Attribute.strings(
                                "activations",
                                Collections.nCopies(
                                        layer.directions(),
                                        layer.nonlinearity() == Activation.RELU ? "Relu" : "Tanh"))));
        // PyTorch: input, forget, cell, output. ONNX: input, output, forget, cell.
        Exports.register(LstmLayer.class, (layer, scope) -> recurrent("LSTM", layer, List.of(0, 3, 1, 2), scope));
        // PyTorch: reset, update, new. ONNX: update, reset, hidden.
        Exports.register(
                GruLayer.class,
                (layer, scope) ->
                        recurrent("GRU", layer, List.of(1, 0, 2), scope, Attribute.of("linear_before_reset", 1)));
    }

    private static Edge recurrent(String op, RecurrentLayer layer, List<Integer> gates, Scope scope, Attribute... own) {
        List<Attribute> attributes = new ArrayList<>(List.of(own));
        attributes.add(Attribute.of("hidden_size", layer.units()));
        attributes.add(Attribute.of("direction", layer.bidirectional() ? "bidirectional" : "forward"));
        List<Edge> first = new ArrayList<>();
        for (int i = 1; i < scope.types().size(); i++) {
            first.add(statesFirst(i, scope));
        }
        Edge x = Moves.transpose(scope.input(0), scope, 1, 0, 2);
        List<List<Edge>> states = new ArrayList<>();
        for (int i = 0; i < layer.states(); i++) {
            states.add(new ArrayList<>());
        }
        for (int l = 0; l < layer.layers(); l++) {
            List<@Nullable Edge> reads = new ArrayList<>();
            reads.add(x);
            reads.addAll(weights(layer, gates, l, scope));
            reads.add(null); // every sample has all steps
            for (Edge state : first) {
                reads.add(ofLayer(state, layer, l, scope));
            }
            List<Edge> results = scope.ops(1 + layer.states(), op, reads, attributes.toArray(Attribute[]::new));
            x = steps(results.get(0), layer, scope);
            for (int i = 0; i < layer.states(); i++) {
                states.get(i).add(results.get(1 + i));
            }
        }
        scope.parts(states.stream().map(each -> together(each, layer, scope)).toList());
        return layer.lastOnly() ? last(states.get(0), layer, scope) : Moves.transpose(x, scope, 1, 0, 2);
    }

    /** Weights of inputs and of states {@code [directions, gates · units, …]}, and the biases of both in one vector. */
    private static List<@Nullable Edge> weights(RecurrentLayer layer, List<Integer> gates, int l, Scope scope) {
        List<Edge> inputs = new ArrayList<>();
        List<Edge> states = new ArrayList<>();
        List<Edge> biases = new ArrayList<>();
        for (int d = 0; d < layer.directions(); d++) {
            String suffix = "_l" + l + (d == 0 ? "" : "_reverse");
            inputs.add(weight(scope.parameter("weight_ih" + suffix), layer, gates, scope));
            states.add(weight(scope.parameter("weight_hh" + suffix), layer, gates, scope));
            if (layer.bias()) {
                biases.add(bias(
                        scope.parameter("bias_ih" + suffix), scope.parameter("bias_hh" + suffix), layer, gates, scope));
            }
        }
        List<@Nullable Edge> all = new ArrayList<>();
        all.add(side(inputs, scope));
        all.add(side(states, scope));
        all.add(layer.bias() ? side(biases, scope) : null);
        return all;
    }

    /** {@code [gates · units, k]} to {@code [1, gates · units, k]}, with the gates in ONNX's order. */
    private static Edge weight(Edge weight, RecurrentLayer layer, List<Integer> gates, Scope scope) {
        if (gates.size() == 1) {
            return scope.op("Unsqueeze", weight, scope.ints(0));
        }
        Edge apart = Moves.reshape(weight, List.of(gates.size(), layer.units(), -1), scope);
        Edge ordered = scope.op("Gather", apart, scope.ints(gates));
        return Moves.reshape(ordered, List.of(1, gates.size() * layer.units(), -1), scope);
    }

    private static Edge bias(Edge ofInputs, Edge ofStates, RecurrentLayer layer, List<Integer> gates, Scope scope) {
        Edge both = scope.op("Concat", ofInputs, ofStates, Attribute.of("axis", 0));
        if (gates.size() > 1) {
            Edge apart = Moves.reshape(both, List.of(2, gates.size(), layer.units()), scope);
            both = scope.op("Gather", apart, scope.ints(gates), Attribute.of("axis", 1));
        }
        return Moves.reshape(both, List.of(1, 2 * gates.size() * layer.units()), scope);
    }

    private static Edge side(List<Edge> directions, Scope scope) {
        return directions.size() == 1
                ? directions.get(0)
                : scope.op("Concat", List.copyOf(directions), Attribute.of("axis", 0));
    }

    /** The first states that are given, {@code [layers · directions, n, units]}. */
    private static Edge statesFirst(int input, Scope scope) {
        Edge state = scope.input(input);
        return scope.shape(input).rank() == 1
                ? scope.op("Unsqueeze", state, scope.ints(0))
                : scope.op("Transpose", state, Attribute.ints("perm", STEPS_FIRST));
    }

    /** Those of one layer of the stack. */
    private static Edge ofLayer(Edge states, RecurrentLayer layer, int l, Scope scope) {
        if (layer.layers() == 1) {
            return states;
        }
        int from = l * layer.directions();
        return scope.op(
                "Slice", List.of(states, scope.ints(from), scope.ints(from + layer.directions()), scope.ints(0)));
    }

    /** {@code [steps, directions, n, units]} to {@code [steps, n, directions · units]}. */
    private static Edge steps(Edge y, RecurrentLayer layer, Scope scope) {
        if (layer.directions() == 1) {
            return scope.op("Squeeze", y, scope.ints(1));
        }
        return Moves.reshape(Moves.transpose(y, scope, 0, 2, 1, 3), List.of(0, 0, 2 * layer.units()), scope);
    }

    /** The last states of the last layer, both directions side by side. */
    private static Edge last(List<Edge> states, RecurrentLayer layer, Scope scope) {
        Edge state = states.get(states.size() - 1);
        if (layer.directions() == 1) {
            return scope.op("Squeeze", state, scope.ints(0));
        }
        return Moves.reshape(Moves.transpose(state, scope, 1, 0, 2), List.of(0, 2 * layer.units()), scope);
    }

    /** The last states of all layers and directions. */
    private static Edge together(List<Edge> states, RecurrentLayer layer, Scope scope) {
        if (layer.layers() * layer.directions() == 1) {
            return scope.op("Squeeze", states.get(0), scope.ints(0));
        }
        return Moves.transpose(side(states, scope), scope, 1, 0, 2);
    }
}
