package dev.nervure.dsl.network;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.TargetLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A small graph within a network: the graph that a layer stands for, or a repeated block. Its names and the paths of
 * its parameters are its own.
 *
 * @param inputs the placeholders of the tensors from outside
 * @param nodes all tensors, the inputs first, in canonical order
 * @param result the tensor that the block gives
 * @param parameters every parameter once, in the order in which the nodes read them
 */
public record Block(List<Node> inputs, List<Node> nodes, Node result, List<ParameterSpec> parameters) {
    public Block {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        parameters = List.copyOf(parameters);
    }

    /**
     * The block that {@code body} declares with tensors of the given types.
     *
     * @throws NetworkException if the body does not read all of them
     */
    public static Block of(List<TensorType> inputs, Function<List<Tensor>, Tensor> body) {
        return declare(inputs, body, new ArrayList<>());
    }

    /** The same; tensors from outside that the body reads become further inputs, and are added to {@code captured}. */
    public static Block declare(List<TensorType> types, Function<List<Tensor>, Tensor> body, List<Tensor> captured) {
        List<Tensor> inputs = new ArrayList<>(types.stream()
                .map(type -> Tensor.of(new PlaceholderLayer(type, "")))
                .toList());
        Tensor result = body.apply(List.copyOf(inputs));
        long start = inputs.get(0).order();
        Predicate<Tensor> outside = tensor -> outside(tensor, start);
        Set<Tensor> tensors = Graph.reachable(List.of(result), outside);
        if (!tensors.containsAll(inputs)) {
            throw new NetworkException(Message.BLOCK_READS_NOTHING);
        }
        tensors.stream().filter(outside).forEach(captured::add);
        inputs.addAll(captured);
        Graph graph = new Graph(tensors, inputs, outside);
        return new Block(
                inputs.stream().map(graph::node).toList(), graph.nodes(), graph.node(result), graph.parameters());
    }

    /**
     * Whether a tensor is older than the block. A part of such a tensor counts as older too, even if it was taken
     * later.
     */
    private static boolean outside(Tensor tensor, long start) {
        return tensor.order() < start
                || tensor.layer() instanceof InputLayer
                || tensor.layer() instanceof TargetLayer
                || (tensor.layer() instanceof PartLayer
                        && outside(tensor.inputs().get(0), start));
    }
}
