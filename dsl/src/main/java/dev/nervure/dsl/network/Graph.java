package dev.nervure.dsl.network;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.PlaceholderLayer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tensors, named and in canonical order: the graph of a network or a block. */
public final class Graph {
    private final Map<Tensor, Node> nodes = new LinkedHashMap<>();
    private final Map<String, ParameterSpec> parameters = new LinkedHashMap<>();
    private final Map<String, String> firstReader = new HashMap<>();
    private final Map<String, Supplier<float[]>> given = new LinkedHashMap<>();

    /**
     * A graph of these tensors.
     *
     * @param first the tensors that come first, in this order
     * @param outside accepts the tensors that a placeholder stands for
     */
    public Graph(Set<Tensor> tensors, List<Tensor> first, Predicate<Tensor> outside) {
        Map<Tensor, String> names = names(tensors, outside);
        for (Tensor tensor : tensors) {
            if (!outside.test(tensor)) {
                requireNoneOfABlock(tensor, first, names);
            }
        }
        for (Tensor tensor : canonical(tensors, first, outside, names)) {
            String name = names.getOrDefault(tensor, "");
            nodes.put(
                    tensor,
                    outside.test(tensor)
                            ? new Node(
                                    name, new PlaceholderLayer(tensor.type(), ""), List.of(), tensor.type(), List.of())
                            : declared(tensor, name));
        }
    }

    /** A placeholder that is not among the first belongs to a block, whose tensors exist in its turns alone. */
    private static void requireNoneOfABlock(Tensor tensor, List<Tensor> first, Map<Tensor, String> names) {
        for (Tensor input : tensor.inputs()) {
            if (input.layer() instanceof PlaceholderLayer && !first.contains(input)) {
                String name = names.getOrDefault(tensor, "");
                throw NetworkException.tensor(name, Message.TENSOR_OF_A_BLOCK, name);
            }
        }
    }

    /** All tensors that the roots depend on, the roots first; nothing beyond those outside. */
    public static Set<Tensor> reachable(List<Tensor> roots, Predicate<Tensor> outside) {
        Set<Tensor> tensors = new LinkedHashSet<>(roots);
        Deque<Tensor> open = new ArrayDeque<>(tensors);
        while (!open.isEmpty()) {
            Tensor tensor = open.remove();
            if (!outside.test(tensor)) {
                tensor.inputs().stream().filter(tensors::add).forEach(open::add);
            }
        }
        return tensors;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    public List<ParameterSpec> parameters() {
        return List.copyOf(parameters.values());
    }

    /** What parameters begin with that come from files, by their names. */
    public Map<String, Supplier<float[]>> given() {
        return Collections.unmodifiableMap(given);
    }

    public Node node(Tensor tensor) {
        Node node = nodes.get(tensor);
        if (node == null) {
            throw new IllegalStateException(tensor + " is not of this graph");
        }
        return node;
    }

    /**
     * The given names; for tensors without one what a file suggests, or the layer's name, with a number if several tensors would
     * share it.
     */
    private static Map<Tensor, String> names(Collection<Tensor> tensors, Predicate<Tensor> outside) {
        Map<Tensor, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>();
        List<Tensor> unnamed = new ArrayList<>();
        for (Tensor tensor : tensors) {
            String name = tensor.name();
            if (name == null || outside.test(tensor)) {
                unnamed.add(tensor);
            } else if (taken.add(name)) {
                names.put(tensor, name);
            } else {
                throw new NetworkException(Message.DUPLICATE_NAME, name);
            }
        }
        unnamed.sort(Comparator.comparingLong(Tensor::order));
        for (Tensor tensor : unnamed) {
            String base = base(tensor);
            boolean number = Character.isDigit(base.charAt(base.length() - 1));
            String name = base;
            for (int i = 2; !taken.add(name); i++) {
                name = base + (number ? "_" : "") + i;
            }
            names.put(tensor, name);
        }
        return names;
    }

    private static String base(Tensor tensor) {
        Origin origin = tensor.origin();
        String name = tensor.name() == null && origin != null ? origin.name() : tensor.name();
        return name == null ? lowerCase(tensor.layer().kind()) : name;
    }

    private static String lowerCase(String kind) {
        return Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
    }

    private static List<Tensor> canonical(
            Set<Tensor> tensors, List<Tensor> first, Predicate<Tensor> outside, Map<Tensor, String> names) {
        Map<Tensor, List<Tensor>> readers = new HashMap<>();
        Map<Tensor, Integer> missing = new HashMap<>();
        PriorityQueue<Tensor> ready = new PriorityQueue<>(
                Comparator.comparingInt((Tensor t) -> place(t, first)).thenComparing(t -> names.getOrDefault(t, "")));
        for (Tensor tensor : tensors) {
            Set<Tensor> reads = outside.test(tensor) ? Set.of() : new HashSet<>(tensor.inputs());
            reads.forEach(input ->
                    readers.computeIfAbsent(input, k -> new ArrayList<>()).add(tensor));
            missing.put(tensor, reads.size());
            if (reads.isEmpty()) {
                ready.add(tensor);
            }
        }
        List<Tensor> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            Tensor tensor = ready.remove();
            sorted.add(tensor);
            for (Tensor reader : readers.getOrDefault(tensor, List.of())) {
                if (missing.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        return sorted;
    }

    private static int place(Tensor tensor, List<Tensor> first) {
        int index = first.indexOf(tensor);
        return index < 0 ? first.size() : index;
    }

    private Node declared(Tensor tensor, String name) {
        Layer layer = tensor.layer();
        String path = layer.path(name);
        List<TensorType> types = tensor.inputs().stream().map(Tensor::type).toList();
        List<ParameterSpec> specs = layer.parameters(types).stream()
                .map(spec -> shared(spec.under(path), name, numbers(tensor, spec)))
                .toList();
        return new Node(name, layer, tensor.inputs().stream().map(this::node).toList(), tensor.type(), specs);
    }

    private static @Nullable Supplier<float[]> numbers(Tensor tensor, ParameterSpec spec) {
        Origin origin = tensor.origin();
        return origin == null ? null : origin.numbers().get(spec.name());
    }

    /** The parameter as its first reader declares it; only its initial values may differ. */
    private ParameterSpec shared(ParameterSpec spec, String reader, @Nullable Supplier<float[]> numbers) {
        ParameterSpec first = parameters.getOrDefault(spec.name(), spec);
        if (!first.shape().equals(spec.shape()) || first.trainable() != spec.trainable()) {
            throw NetworkException.tensor(
                    reader,
                    Message.SHARED_PARAMETER_DIFFERS,
                    spec.name(),
                    firstReader.getOrDefault(spec.name(), reader),
                    describe(first),
                    reader,
                    describe(spec));
        }
        if (numbers != null) {
            Supplier<float[]> others = given.putIfAbsent(spec.name(), numbers);
            if (others != null && !Arrays.equals(others.get(), numbers.get())) {
                throw NetworkException.tensor(reader, Message.ONNX_NUMBERS_MEET, spec.name());
            }
        }
        firstReader.putIfAbsent(spec.name(), reader);
        parameters.put(spec.name(), first);
        return first;
    }

    private static String describe(ParameterSpec spec) {
        return spec.shape() + (spec.trainable() ? "" : ", not trainable");
    }
}
