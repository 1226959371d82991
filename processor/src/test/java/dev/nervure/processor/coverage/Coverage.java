package dev.nervure.processor.coverage;

import static java.util.stream.Collectors.toSet;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.lower.Lowerings;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.random.Experiment.Errors;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What has been compared with what, layer by layer and op by op. */
final class Coverage {
    private final SortedMap<String, Row> layers = new TreeMap<>();
    private final SortedMap<String, Row> ops = new TreeMap<>();

    /** Nothing compared yet of these classes. An op goes by the file it stands in. */
    Coverage(Collection<Class<? extends Layer>> layers, Collection<Class<? extends Op>> ops) {
        layers.forEach(layer -> this.layers.put(kind(layer), new Row(kind(layer))));
        ops.forEach(op -> this.ops.put(file(op), new Row(file(op))));
    }

    Collection<Row> layers() {
        return layers.values();
    }

    Collection<Row> ops() {
        return ops.values();
    }

    /** The kinds of layers in a network. */
    static Set<String> layersOf(Network network) {
        return network.nodes().stream().map(node -> node.layer().kind()).collect(toSet());
    }

    /** The ops that a network becomes, by the file they stand in; with those of its backward pass. */
    static Set<String> opsOf(Network network) {
        Set<String> files = new HashSet<>();
        collect(Lowerings.lower(network), files);
        return files;
    }

    /** A network was compared with the reference. */
    void compared(Network network, Errors errors) {
        Program program = Lowerings.lower(network);
        List<Step> forward = Stream.concat(program.forward().stream(), program.loss().stream())
                .toList();
        for (Node node : network.nodes()) {
            if (!layers.containsKey(node.layer().kind())) {
                continue; // an input or a target
            }
            Double error = errors.forward().get(node.name());
            if (error != null) {
                mark(node, forward, row -> row.forward(error));
            }
            gradient(node, errors).ifPresent(e -> mark(node, program.backward(), row -> row.gradient(e)));
        }
    }

    /** The derivative of a layer shows in the gradients of what it reads. */
    private static OptionalDouble gradient(Node node, Errors errors) {
        return Stream.concat(
                        node.inputs().stream().map(Node::name),
                        node.parameters().stream().map(ParameterSpec::name))
                .filter(errors.gradients()::containsKey)
                .mapToDouble(errors.gradients()::get)
                .max();
    }

    private void mark(Node node, List<Step> steps, Consumer<Row> mark) {
        mark.accept(row(layers, node.layer().kind()));
        Set<String> files = new HashSet<>();
        steps.stream().filter(step -> step.layer().equals(node.name())).forEach(step -> collect(step, files));
        files.forEach(file -> mark.accept(row(ops, file)));
    }

    /** A network was compared with PyTorch's figures. */
    void comparedWithPyTorch(Network network, double error) {
        layersOf(network).stream().filter(layers::containsKey).forEach(kind -> row(layers, kind)
                .pyTorch(error));
        opsOf(network).forEach(file -> row(ops, file).pyTorch(error));
    }

    private static void collect(Program program, Set<String> files) {
        Stream.of(program.forward(), program.loss(), program.backward())
                .flatMap(List::stream)
                .forEach(step -> collect(step, files));
    }

    private static void collect(Step step, Set<String> files) {
        files.add(file(step.op().getClass()));
        if (step.op() instanceof Repeat repeat) {
            collect(repeat.body(), files);
        }
    }

    private static Row row(SortedMap<String, Row> rows, String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new AssertionError(name + " is not among " + rows.keySet());
        }
        return row;
    }

    private static String kind(Class<? extends Layer> layer) {
        return layer.getSimpleName().replaceFirst("Layer$", "");
    }

    private static String file(Class<? extends Op> op) {
        return op.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
    }
}
