package dev.nervure.processor.graph;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.ClassScores;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes one set of classes: a network, or a block that repeats in one.
 *
 * @param nodes all tensors, in canonical order
 * @param inputs what callers fill; for a block first what passes from turn to turn, then what every turn reads
 * @param targets what losses compare with
 * @param outputs what it is computed for
 * @param losses the scalars that training minimises
 * @param classes the names of the classes that the one output tells apart; empty if there are none
 * @param scores what the output says about the classes; null without names
 * @param block whether it repeats
 * @param recompute whether training keeps none of its tensors but what passes from turn to turn
 */
public record Unit(
        List<Node> nodes,
        List<Node> inputs,
        List<Node> targets,
        List<Node> outputs,
        List<Node> losses,
        List<String> classes,
        @Nullable ClassScores scores,
        boolean block,
        boolean recompute) {
    public static Unit of(Network network) {
        return new Unit(
                network.nodes(),
                network.inputs(),
                network.targets(),
                network.outputs(),
                network.losses(),
                network.classes(),
                network.classes().isEmpty() ? null : ClassScores.of(network),
                false,
                false);
    }

    public static Unit of(Block block, boolean recompute) {
        return new Unit(
                block.nodes(),
                block.inputs(),
                List.of(),
                List.of(block.result()),
                List.of(),
                List.of(),
                null,
                true,
                recompute);
    }

    /** What says how long samples are: each symbol once, in the order of inputs and targets. */
    public List<Dim.Symbol> symbols() {
        return Stream.concat(inputs.stream(), targets.stream())
                .flatMap(node -> node.type().shape().sample().stream())
                .flatMap(dim -> symbol(dim).stream())
                .distinct()
                .toList();
    }

    /** What a dimension depends on; empty if it is fixed. */
    public static Optional<Dim.Symbol> symbol(Dim dim) {
        if (dim instanceof Dim.Sum sum) {
            return symbol(sum.of());
        }
        if (dim instanceof Dim.Product product) {
            return symbol(product.of());
        }
        if (dim instanceof Dim.Quotient quotient) {
            return symbol(quotient.of());
        }
        return dim instanceof Dim.Symbol symbol ? Optional.of(symbol) : Optional.empty();
    }
}
