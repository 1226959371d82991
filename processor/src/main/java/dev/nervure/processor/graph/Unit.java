package dev.nervure.processor.graph;

import dev.nervure.dsl.Block;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Node;
import java.util.List;

/**
 * What becomes one set of classes: a network, or a block that repeats in one.
 *
 * @param nodes all tensors, in canonical order
 * @param inputs what callers fill; for a block first what passes from turn to turn, then what every turn reads
 * @param targets what losses compare with
 * @param outputs what it is computed for
 * @param losses the scalars that training minimises
 * @param block whether it repeats
 */
public record Unit(
        List<Node> nodes, List<Node> inputs, List<Node> targets, List<Node> outputs, List<Node> losses, boolean block) {
    public static Unit of(Network network) {
        return new Unit(
                network.nodes(), network.inputs(), network.targets(), network.outputs(), network.losses(), false);
    }

    public static Unit of(Block block) {
        return new Unit(block.nodes(), block.inputs(), List.of(), List.of(block.result()), List.of(), true);
    }
}
