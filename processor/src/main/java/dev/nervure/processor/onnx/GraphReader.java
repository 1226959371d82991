package dev.nervure.processor.onnx;

import dev.nervure.processor.onnx.ValueInfo.Dimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads graphs, and those within their attributes. */
final class GraphReader {
    /** Exporters nest a handful of graphs. */
    private static final int DEEPEST = 32;

    private final ExternalData files;
    private final int depth;

    GraphReader(ExternalData files) {
        this(files, 0);
    }

    private GraphReader(ExternalData files, int depth) {
        if (depth > DEEPEST) {
            throw new OnnxException("graphs are nested more than " + DEEPEST + " deep");
        }
        this.files = files;
        this.depth = depth;
    }

    /** Reads a graph; fields that come several times, or in several parts, add up. */
    OnnxGraph read(List<Wire> parts) {
        String name = "";
        List<OnnxNode> nodes = new ArrayList<>();
        Map<String, Literal> initializers = new LinkedHashMap<>();
        List<ValueInfo> inputs = new ArrayList<>();
        List<ValueInfo> outputs = new ArrayList<>();
        for (Wire wire : parts) {
            while (wire.next()) {
                switch (wire.field()) {
                    case 1 -> nodes.add(node(wire.message()));
                    case 2 -> name = wire.text();
                    case 5 -> {
                        TensorReader.Named tensor = TensorReader.read(wire.message(), files);
                        if (initializers.put(tensor.name(), initializer(tensor)) != null) {
                            throw new OnnxException("two initializers are called '" + tensor.name() + "'");
                        }
                    }
                    case 11 -> inputs.add(value(wire.message()));
                    case 12 -> outputs.add(value(wire.message()));
                    case 15 -> throw new OnnxException("sparse initializers are not read");
                    default -> wire.skip();
                }
            }
        }
        inputs.removeIf(input -> initializers.containsKey(input.name())); // files of version 3 list them too
        return new OnnxGraph(name, sorted(nodes, inputs, initializers.keySet()), initializers, inputs, outputs);
    }

    private static Literal initializer(TensorReader.Named tensor) {
        Literal literal = tensor.literal();
        return literal.type().floats() && literal.rank() > 0 ? literal.asWeight(tensor.name()) : literal;
    }

    OnnxNode node(Wire wire) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        String name = "";
        String operator = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 3 -> name = wire.text();
                case 4 -> operator = wire.text();
                case 5 -> attribute(wire.message(), attributes);
                case 7 -> domain = wire.text();
                default -> wire.skip();
            }
        }
        return new OnnxNode(name, ModelReader.domain(domain), operator, inputs, outputs, attributes);
    }

    private void attribute(Wire wire, Map<String, Attribute> attributes) {
        String name = "";
        float number = 0;
        long integer = 0;
        String text = "";
        Literal tensor = null;
        List<Wire> graph = new ArrayList<>();
        List<Float> numbers = new ArrayList<>();
        Wire.Longs integers = new Wire.Longs();
        List<String> texts = new ArrayList<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> number = wire.number();
                case 3 -> integer = wire.integer();
                case 4 -> text = wire.text();
                case 5 -> tensor = TensorReader.read(wire.message(), files).literal();
                case 6 -> graph.add(wire.message());
                case 7 -> wire.numbers(numbers);
                case 8 -> wire.integers(integers);
                case 9 -> texts.add(wire.text());
                default -> wire.skip();
            }
        }
        OnnxGraph inner = graph.isEmpty() ? null : new GraphReader(files, depth + 1).read(graph);
        attributes.put(name, new Attribute(number, integer, text, tensor, inner, numbers, integers.list(), texts));
    }

    private static ValueInfo value(Wire wire) {
        String name = "";
        DataType type = null;
        List<Dimension> dims = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> {
                    Wire kind = wire.message();
                    while (kind.next()) {
                        if (kind.field() == 1) {
                            Wire tensor = kind.message();
                            while (tensor.next()) {
                                switch (tensor.field()) {
                                    case 1 -> type = typeOrNull(tensor.integer());
                                    case 2 -> dims = dims(tensor.message());
                                    default -> tensor.skip();
                                }
                            }
                        } else {
                            kind.skip(); // sequences and the like: an error where somebody reads one
                        }
                    }
                }
                default -> wire.skip();
            }
        }
        return new ValueInfo(name, type, dims == null ? null : List.copyOf(dims));
    }

    private static @Nullable DataType typeOrNull(long number) {
        try {
            return DataType.of(number);
        } catch (OnnxException e) {
            return null; // an error where somebody reads such a value
        }
    }

    private static List<Dimension> dims(Wire wire) {
        List<Dimension> dims = new ArrayList<>();
        while (wire.next()) {
            if (wire.field() == 1) {
                Wire dim = wire.message();
                long size = -1;
                String symbol = "";
                while (dim.next()) {
                    switch (dim.field()) {
                        case 1 -> size = dim.integer();
                        case 2 -> symbol = dim.text();
                        default -> dim.skip();
                    }
                }
                dims.add(new Dimension(size, symbol));
            } else {
                wire.skip();
            }
        }
        return dims;
    }

    /** The nodes, each after those that it reads. Files should be in such an order already; some are not. */
    static List<OnnxNode> sorted(List<OnnxNode> nodes, List<ValueInfo> inputs, Set<String> initializers) {
        Map<String, OnnxNode> makers = new HashMap<>();
        Set<String> given = new HashSet<>(initializers);
        inputs.forEach(input -> given.add(input.name()));
        for (OnnxNode node : nodes) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && (given.contains(output) || makers.put(output, node) != null)) {
                    throw new OnnxException("two values are called '" + output + "'");
                }
            }
        }
        List<OnnxNode> sorted = new ArrayList<>();
        Set<OnnxNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<OnnxNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
        for (OnnxNode node : nodes) {
            sort(node, makers, done, open, sorted);
        }
        return sorted;
    }

    /** A walk in depth with a stack of its own: a long chain in a wrong order must not end the thread's. */
    private static void sort(
            OnnxNode first,
            Map<String, OnnxNode> makers,
            Set<OnnxNode> done,
            Set<OnnxNode> open,
            List<OnnxNode> sorted) {
        List<OnnxNode> stack = new ArrayList<>(List.of(first));
        while (!stack.isEmpty()) {
            OnnxNode node = stack.get(stack.size() - 1);
            List<OnnxNode> missing = done.contains(node) ? List.of() : missing(node, makers, done);
            if (missing.isEmpty()) {
                stack.remove(stack.size() - 1);
                open.remove(node);
                if (done.add(node)) {
                    sorted.add(node);
                }
                continue;
            }
            if (!open.add(node)) {
                throw new OnnxException("cycle: node '" + node.label() + "' depends on its own result");
            }
            stack.addAll(missing);
        }
    }

    private static List<OnnxNode> missing(OnnxNode node, Map<String, OnnxNode> makers, Set<OnnxNode> done) {
        List<OnnxNode> missing = new ArrayList<>();
        for (String read : reads(node)) {
            OnnxNode maker = makers.get(read);
            if (maker != null && !done.contains(maker)) {
                missing.add(maker);
            }
        }
        return missing;
    }

    /** What a node reads, with what the graphs within it read from outside. */
    private static Set<String> reads(OnnxNode node) {
        Set<String> reads = new LinkedHashSet<>(node.inputs());
        for (Attribute attribute : node.attributes().values()) {
            OnnxGraph graph = attribute.graph();
            if (graph != null) {
                graph.nodes().forEach(inner -> reads.addAll(reads(inner)));
                graph.outputs().forEach(output -> reads.add(output.name()));
            }
        }
        return reads;
    }
}
