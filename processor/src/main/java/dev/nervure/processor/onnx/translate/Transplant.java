package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Graph;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.Origin;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.onnx.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tensors of a file within a network that somebody declares: with the numbers that their parameters begin with, frozen if that is
 * wanted, under paths of their own. Rules look for parameters that learn, so this comes after them.
 */
public final class Transplant {
    private static final String TRAINABLE = "trainable";

    private final Map<String, Literal> weights;
    private final Set<Tensor> given;
    private final boolean trainable;
    private final String prefix;
    private final Map<Tensor, Tensor> copies = new HashMap<>();

    private Transplant(Map<String, Literal> weights, Set<Tensor> given, boolean trainable, String prefix) {
        this.weights = weights;
        this.given = given;
        this.trainable = trainable;
        this.prefix = prefix;
    }

    /**
     * The outputs of a file, for a network that has other tensors too.
     *
     * @param given the tensors that the file reads
     * @param trainable whether training changes the parameters
     * @param prefix the path above those of all parameters; empty for none
     */
    public static List<Tensor> of(OnnxImport imported, Set<Tensor> given, boolean trainable, String prefix) {
        Transplant transplant = new Transplant(imported.weights(), given, trainable, prefix);
        List<Tensor> outputs =
                imported.outputs().stream().map(OnnxImport.Output::tensor).toList();
        List<Tensor> all = new ArrayList<>(Graph.reachable(outputs, given::contains));
        all.sort(Comparator.comparingLong(Tensor::order)); // a tensor is younger than those that it reads
        all.forEach(transplant::copy);
        return outputs.stream().map(transplant::of).toList();
    }

    private Tensor of(Tensor tensor) {
        Tensor copy = copies.get(tensor);
        if (copy == null) {
            throw new IllegalStateException("no copy of " + tensor);
        }
        return copy;
    }

    private void copy(Tensor tensor) {
        if (given.contains(tensor)) {
            copies.put(tensor, tensor);
            return;
        }
        Layer layer = tensor.layer();
        List<TensorType> types = tensor.inputs().stream().map(Tensor::type).toList();
        Map<String, Supplier<float[]>> numbers = new HashMap<>();
        for (ParameterSpec spec : layer.parameters(types)) {
            Literal literal = weights.get(spec.under(layer.name()).name());
            if (literal == null) {
                throw new IllegalStateException(
                        "no weights of " + spec.under(layer.name()).name());
            }
            numbers.put(spec.name(), literal::numbers);
        }
        Layer own = numbers.isEmpty() ? layer : frozen(layer);
        if (!numbers.isEmpty() && !prefix.isEmpty()) {
            own = Layers.with(own, "name", layer.name().isEmpty() ? prefix : prefix + "." + layer.name());
        }
        Tensor[] reads = tensor.inputs().stream().map(this::of).toArray(Tensor[]::new);
        copies.put(tensor, Tensor.of(own, reads).from(new Origin(name(tensor), numbers)));
    }

    /** The name that the file suggests, with that of the file before it; one that Java has no use for becomes another one. */
    private String name(Tensor tensor) {
        String name = tensor.name() == null ? tensor.layer().kind() : tensor.name();
        String whole = Naming.identifier(prefix.isEmpty() ? name : prefix + "." + name);
        return NameCheck.unfit(whole) == null ? whole : whole + "Tensor";
    }

    private Layer frozen(Layer layer) {
        if (trainable) {
            return layer;
        }
        if (layer instanceof RepeatLayer repeat) {
            return new RepeatLayer(repeat.times(), repeat.name(), frozen(repeat.body()), repeat.recompute());
        }
        boolean can = Arrays.stream(layer.getClass().getRecordComponents())
                .anyMatch(component -> component.getName().equals(TRAINABLE));
        return can ? Layers.with(layer, TRAINABLE, false) : layer;
    }

    private Block frozen(Block block) {
        Map<Node, Node> nodes = new HashMap<>();
        List<Node> all = new ArrayList<>();
        for (Node node : block.nodes()) {
            List<Node> reads =
                    node.inputs().stream().map(input -> of(input, nodes)).toList();
            Node copy = new Node(node.name(), frozen(node.layer()), reads, node.type(), frozen(node.parameters()));
            nodes.put(node, copy);
            all.add(copy);
        }
        List<Node> inputs =
                block.inputs().stream().map(input -> of(input, nodes)).toList();
        return new Block(inputs, all, of(block.result(), nodes), frozen(block.parameters()));
    }

    private static Node of(Node node, Map<Node, Node> nodes) {
        Node copy = nodes.get(node);
        if (copy == null) {
            throw new IllegalStateException("no copy of " + node);
        }
        return copy;
    }

    private static List<ParameterSpec> frozen(List<ParameterSpec> specs) {
        return specs.stream()
                .map(spec -> new ParameterSpec(spec.name(), spec.shape(), spec.initial(), false))
                .toList();
    }
}
