package dev.nervure.dsl;

import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The checked, immutable graph that a declaration becomes. Its order is canonical: inputs as declared, then topological,
 * ties by name; whichever way the network was declared, the order is the same.
 */
public final class Network {
    /** The name of the target of a loss in its short form. */
    public static final String TARGETS = "targets";
    /** The name of a loss in its short form. */
    public static final String LOSS = "loss";

    private final List<Tensor> outputTensors;
    private final List<Tensor> lossTensors;
    private final List<Node> nodes;
    private final Map<Tensor, Node> nodeOf;
    private final Map<String, ParameterSpec> parameters = new LinkedHashMap<>();

    private Network(List<Tensor> outputs, List<Tensor> losses) {
        this.outputTensors = List.copyOf(outputs);
        this.lossTensors = List.copyOf(losses);
        List<Tensor> roots = new ArrayList<>(outputs);
        roots.addAll(losses);
        Collection<Tensor> tensors = reachable(roots);
        this.nodeOf = nodes(canonical(tensors, names(tensors)));
        this.nodes = List.copyOf(nodeOf.values());
    }

    /**
     * A network with these outputs.
     *
     * @throws NetworkException if two tensors have one name, or layers that share a parameter disagree about it
     */
    public static Network of(Tensor... outputs) {
        return new Network(List.of(outputs), List.of());
    }

    /**
     * The same network with a loss of its one output against {@code targets}.
     *
     * @throws NetworkException if there are several outputs, or the loss does not fit
     */
    public Network loss(Loss loss) {
        if (outputTensors.size() != 1) {
            List<String> names = outputs().stream().map(Node::name).toList();
            throw NetworkException.attribute(
                    "loss", Message.SEVERAL_OUTPUTS_ONE_LOSS, loss, names.size(), String.join(", ", names));
        }
        if (!lossTensors.isEmpty()) {
            throw NetworkException.attribute(
                    "loss", Message.LOSS_TWICE, loss, losses().get(0).name());
        }
        LossLayer layer = loss.layer();
        Tensor output = outputTensors.get(0);
        TargetLayer target = TargetLayer.like(layer.target(output.type()));
        return losses(Tensor.of(layer, output, Tensor.of(target).named(TARGETS)).named(LOSS));
    }

    /** The same network with these losses: tensors of loss layers, or any scalar. */
    public Network losses(Tensor... losses) {
        List<Tensor> all = new ArrayList<>(lossTensors);
        all.addAll(Arrays.asList(losses));
        return new Network(outputTensors, all);
    }

    /** All tensors, in canonical order. */
    public List<Node> nodes() {
        return nodes;
    }

    public List<Node> inputs() {
        return nodes.stream().filter(n -> n.layer() instanceof InputLayer).toList();
    }

    public List<Node> targets() {
        return nodes.stream().filter(n -> n.layer() instanceof TargetLayer).toList();
    }

    public List<Node> outputs() {
        return outputTensors.stream().map(this::node).toList();
    }

    /** The scalars whose weighted sum training minimises. */
    public List<Node> losses() {
        return lossTensors.stream().map(this::node).toList();
    }

    /** Every parameter once, in the order in which the nodes read them. */
    public List<ParameterSpec> parameters() {
        return List.copyOf(parameters.values());
    }

    private Node node(Tensor tensor) {
        Node node = nodeOf.get(tensor);
        if (node == null) {
            throw new IllegalStateException(tensor + " is not of this network");
        }
        return node;
    }

    private static Collection<Tensor> reachable(List<Tensor> roots) {
        Set<Tensor> seen = new HashSet<>();
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor root : roots) {
            collect(root, seen, tensors);
        }
        tensors.sort(Comparator.comparingLong(Tensor::order));
        return tensors;
    }

    private static void collect(Tensor tensor, Set<Tensor> seen, List<Tensor> tensors) {
        if (seen.add(tensor)) {
            tensor.inputs().forEach(input -> collect(input, seen, tensors));
            tensors.add(tensor);
        }
    }

    /** The given names, and for the others the layer's with a number where it is needed to tell them apart. */
    private static Map<Tensor, String> names(Collection<Tensor> tensors) {
        Map<Tensor, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Tensor tensor : tensors) {
            String name = tensor.name();
            if (name != null) {
                if (!taken.add(name)) {
                    throw new NetworkException(Message.DUPLICATE_NAME, name);
                }
                names.put(tensor, name);
            }
        }
        for (Tensor tensor : tensors) {
            if (tensor.name() == null) {
                String kind = tensor.layer().kind();
                String base = Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
                String name = base;
                for (int i = 2; !taken.add(name); i++) {
                    name = base + i;
                }
                names.put(tensor, name);
            }
        }
        return names;
    }

    private static Map<Tensor, String> canonical(Collection<Tensor> tensors, Map<Tensor, String> names) {
        Map<Tensor, List<Tensor>> readers = new HashMap<>();
        Map<Tensor, Integer> missing = new HashMap<>();
        Comparator<Tensor> order = Comparator.comparingInt((Tensor t) -> t.layer() instanceof InputLayer ? 0 : 1)
                .thenComparingLong(t -> t.layer() instanceof InputLayer ? t.order() : 0)
                .thenComparing(names::get);
        PriorityQueue<Tensor> ready = new PriorityQueue<>(order);
        for (Tensor tensor : tensors) {
            Set<Tensor> reads = new HashSet<>(tensor.inputs());
            reads.forEach(input ->
                    readers.computeIfAbsent(input, k -> new ArrayList<>()).add(tensor));
            missing.put(tensor, reads.size());
            if (reads.isEmpty()) {
                ready.add(tensor);
            }
        }
        Map<Tensor, String> sorted = new LinkedHashMap<>();
        while (!ready.isEmpty()) {
            Tensor tensor = ready.remove();
            sorted.put(tensor, names.get(tensor));
            for (Tensor reader : readers.getOrDefault(tensor, List.of())) {
                if (missing.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        return sorted;
    }

    private Map<Tensor, Node> nodes(Map<Tensor, String> names) {
        Map<Tensor, Node> made = new LinkedHashMap<>();
        Map<String, String> firstReader = new HashMap<>();
        names.forEach((tensor, name) -> {
            Layer layer = tensor.layer();
            String path = layer.name().isEmpty() ? name : layer.name();
            List<ParameterSpec> specs = layer
                    .parameters(tensor.inputs().stream().map(Tensor::type).toList())
                    .stream()
                    .map(spec -> spec.under(path))
                    .toList();
            for (ParameterSpec spec : specs) {
                ParameterSpec first = parameters.putIfAbsent(spec.name(), spec);
                if (first != null && !first.shape().equals(spec.shape())) {
                    throw new NetworkException(
                            Message.SHARED_PARAMETER_DIFFERS,
                            spec.name(),
                            firstReader.getOrDefault(spec.name(), name),
                            first.shape(),
                            name,
                            spec.shape());
                }
                firstReader.putIfAbsent(spec.name(), name);
            }
            List<Node> inputs = tensor.inputs().stream().map(made::get).toList();
            made.put(tensor, new Node(name, layer, inputs, tensor.type(), specs));
        });
        return made;
    }
}
