package dev.nervure.dsl;

import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.ClassScores;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Graph;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The checked, immutable graph that a declaration becomes. Its order is canonical: inputs as declared, then
 * topological, ties by name. It does not depend on the way in which the network was declared.
 */
public final class Network {
    /** The name of the target that {@link #loss(Loss)} declares. */
    public static final String TARGETS = "targets";
    /** The name of the loss that {@link #loss(Loss)} declares. */
    public static final String LOSS = "loss";

    private final List<Tensor> outputs;
    private final List<Tensor> losses;
    private final List<String> classes;
    private final Graph graph;

    private Network(List<Tensor> outputs, List<Tensor> losses, List<String> classes) {
        if (outputs.isEmpty()) {
            throw new NetworkException(Message.NO_OUTPUT);
        }
        outputs.forEach(Network::checkOutput);
        this.outputs = List.copyOf(outputs);
        this.losses = List.copyOf(losses);
        this.classes = List.copyOf(classes);
        List<Tensor> roots = new ArrayList<>(outputs);
        roots.addAll(losses);
        Set<Tensor> tensors = Graph.reachable(roots, tensor -> false);
        List<Tensor> inputs = tensors.stream()
                .filter(tensor -> tensor.layer() instanceof InputLayer)
                .sorted(Comparator.comparingLong(Tensor::order))
                .toList();
        this.graph = new Graph(tensors, inputs, tensor -> false);
        checkDistinct();
        checkTargets();
        checkSymbols();
    }

    /**
     * {@return a network with these outputs}
     *
     * @param outputs the tensors that the network computes, at least one
     * @throws NetworkException if there is no output, a tensor cannot be an output, two tensors have one name, an
     *     output depends on a target, or layers that share a parameter disagree about it
     */
    public static Network of(Tensor... outputs) {
        return new Network(List.of(outputs), List.of(), List.of());
    }

    /**
     * {@return this network with a loss of its one output against the target {@code targets}}
     *
     * @param loss the loss
     * @throws NetworkException if there are several outputs, a loss is declared already, or the loss does not fit the
     *     output
     * @throws IllegalStateException for {@link Loss#NONE}
     */
    public Network loss(Loss loss) {
        if (outputs.size() != 1) {
            List<String> names = outputs().stream().map(Node::name).toList();
            throw NetworkException.attribute(
                    "loss", Message.SEVERAL_OUTPUTS_ONE_LOSS, loss, names.size(), String.join(", ", names));
        }
        if (!losses.isEmpty()) {
            throw NetworkException.attribute(
                    "loss", Message.LOSS_TWICE, loss, losses().get(0).name());
        }
        LossLayer layer = loss.layer();
        Tensor output = outputs.get(0);
        TargetLayer target = TargetLayer.like(layer.target(output.type()));
        return losses(Tensor.of(layer, output, Tensor.of(target).named(TARGETS)).named(LOSS));
    }

    /**
     * {@return this network with one more loss}
     *
     * @param loss the result of a loss layer, or any tensor of floats; the loss is then the mean of its values
     * @throws NetworkException if the tensor holds integers or has no batch
     */
    public Network loss(Tensor loss) {
        return losses(loss);
    }

    /**
     * {@return this network with one more loss, multiplied by a factor}
     *
     * @param loss the result of a loss layer, or any tensor of floats; the loss is then the mean of its values
     * @param weight the factor; it multiplies the weight that a loss layer has
     * @throws NetworkException if the tensor holds integers or has no batch
     */
    public Network loss(Tensor loss, float weight) {
        if (!(loss.layer() instanceof LossLayer layer)) {
            return losses(loss.meanLoss(o -> o.weight(weight)));
        }
        Tensor weighted = Tensor.of(
                Layers.with(layer, "weight", layer.weight() * weight),
                loss.inputs().toArray(Tensor[]::new));
        return losses(loss.name() == null ? weighted : weighted.named(loss.name()));
    }

    /**
     * {@return this network with further losses}
     *
     * @param losses results of loss layers, or any tensors of floats; a loss is then the mean of the values
     * @throws NetworkException if a tensor holds integers or has no batch
     */
    public Network losses(Tensor... losses) {
        List<Tensor> all = new ArrayList<>(this.losses);
        for (Tensor loss : losses) {
            all.add(loss.layer() instanceof LossLayer ? loss : loss.meanLoss());
        }
        return new Network(outputs, all, classes);
    }

    /**
     * {@return this network with names of the classes that its one output tells apart}
     *
     * <p>The output is a row of one value for each class, {@code [classes]}: logits where the loss is a softmax cross-entropy,
     * probabilities where it is a cross-entropy or the output is a softmax. Or it is one value, {@code [1]} or {@code []},
     * which tells two classes apart: the logit of the second where the loss is a sigmoid cross-entropy, its probability
     * where it is a binary cross-entropy or the output is a sigmoid. So name the classes after the loss.
     *
     * @param names the names, in the order of the classes, each once
     * @throws NetworkException if there are several outputs, the output or its loss is none of these, there is not one name
     *     for each class, or a name is empty, has several lines or comes twice
     */
    public Network classes(String... names) {
        Network named = new Network(outputs, losses, List.of(names));
        ClassScores.check(named);
        return named;
    }

    /** {@return the names of the classes; none where {@link #classes(String...)} was not called} */
    public List<String> classes() {
        return classes;
    }

    /** {@return all tensors, in canonical order} */
    public List<Node> nodes() {
        return graph.nodes();
    }

    /** {@return the inputs, in the order of their declaration} */
    public List<Node> inputs() {
        return nodes().stream().filter(n -> n.layer() instanceof InputLayer).toList();
    }

    /** {@return the targets of the losses, in canonical order} */
    public List<Node> targets() {
        return nodes().stream().filter(n -> n.layer() instanceof TargetLayer).toList();
    }

    /** {@return the outputs, in canonical order} */
    public List<Node> outputs() {
        return nodes(outputs);
    }

    /** {@return the scalars that training minimises as a sum, each times its weight, in canonical order} */
    public List<Node> losses() {
        return nodes(losses);
    }

    /** {@return every parameter once, in the order in which the nodes read them} */
    public List<ParameterSpec> parameters() {
        return graph.parameters();
    }

    /** {@return what parameters begin with that come from ONNX files, by their names, row by row; all others are drawn} */
    public Map<String, Supplier<float[]>> given() {
        return graph.given();
    }

    private List<Node> nodes(List<Tensor> tensors) {
        Set<Node> chosen = tensors.stream().map(graph::node).collect(Collectors.toSet());
        return nodes().stream().filter(chosen::contains).toList();
    }

    private static void checkOutput(Tensor output) {
        Layer layer = output.layer();
        if (layer instanceof InputLayer) {
            throw NetworkException.tensor(output.label(), Message.NOT_AN_OUTPUT, output.label(), "an input");
        }
        if (layer instanceof TargetLayer) {
            throw NetworkException.tensor(output.label(), Message.NOT_AN_OUTPUT, output.label(), "a target");
        }
        if (layer instanceof LossLayer) {
            throw NetworkException.tensor(output.label(), Message.NOT_AN_OUTPUT, output.label(), "a loss");
        }
        if (!output.shape().batched()) {
            throw NetworkException.tensor(
                    output.label(), Message.NOT_AN_OUTPUT, output.label(), "the same for every sample");
        }
    }

    /** Predictions are made without targets, so no output may depend on one. */
    private void checkTargets() {
        for (Tensor tensor : Graph.reachable(outputs, t -> false)) {
            for (Tensor input : tensor.inputs()) {
                if (input.layer() instanceof TargetLayer) {
                    throw new NetworkException(
                            Message.TARGET_NOT_FOR_LOSS,
                            graph.node(input).name(),
                            graph.node(tensor).name());
                }
            }
        }
    }

    private void checkDistinct() {
        Set<Node> seen = new HashSet<>();
        for (Tensor tensor : outputs) {
            Node output = graph.node(tensor);
            if (!seen.add(output)) {
                throw NetworkException.tensor(output.name(), Message.NOT_AN_OUTPUT, output.name(), "an output already");
            }
        }
    }

    /** A symbol is one length per sample, so all tensors that declare it must agree. */
    private void checkSymbols() {
        Map<String, Node> first = new HashMap<>();
        for (Node node : nodes()) {
            List<Dim> sample = node.type().shape().sample();
            if (node.inputs().isEmpty() && !sample.isEmpty() && sample.get(0) instanceof Dim.Symbol symbol) {
                Node other = first.getOrDefault(symbol.name(), node);
                first.put(symbol.name(), other);
                int max = other.type().shape().axis(0).max();
                if (max != symbol.max()) {
                    throw NetworkException.tensor(
                            node.name(), Message.SYMBOL, symbol.name(), max, other.name(), symbol.max(), node.name());
                }
            }
        }
    }
}
