package dev.nervure.processor.coverage;

import static java.util.stream.Collectors.toSet;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.op.Follower;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.random.Experiment.Errors;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final SortedMap<String, Row> fusions = new TreeMap<>();

    /** Nothing compared yet of these classes. An op goes by the file it stands in. */
    Coverage(
            Collection<Class<? extends Layer>> layers,
            Collection<Class<? extends Op>> ops,
            Collection<Class<? extends Follower>> fusions) {
        fusions.forEach(fusion -> this.fusions.put(fusion.getSimpleName(), new Row(fusion.getSimpleName())));
        layers.forEach(layer -> this.layers.put(kind(layer), new Row(kind(layer))));
        ops.forEach(op -> this.ops.put(file(op), new Row(file(op))));
    }

    Collection<Row> layers() {
        return layers.values();
    }

    Collection<Row> ops() {
        return ops.values();
    }

    Collection<Row> fusions() {
        return fusions.values();
    }

    /** The kinds of layers in a network. */
    static Set<String> layersOf(Network network) {
        return network.nodes().stream().map(node -> node.layer().kind()).collect(toSet());
    }

    /** The ops that a network becomes, by the file they stand in; with those of its backward pass. */
    static Set<String> opsOf(Network network) {
        Set<String> files = new HashSet<>();
        collect(Programs.of(network, Options.DEFAULT), files);
        return files;
    }

    /** The fusions that apply in a network. */
    static Set<String> fusionsOf(Network network) {
        Set<String> found = new HashSet<>();
        Programs.of(network, Options.DEFAULT).forward().stream()
                .filter(step -> step.op() instanceof Fused)
                .flatMap(step -> ((Fused) step.op()).followers().stream())
                .forEach(follower -> found.add(follower.getClass().getSimpleName()));
        return found;
    }

    /** A network was compared with the reference. */
    void compared(Network network, Options options, Errors errors) {
        Program program = Programs.of(network, options);
        List<Step> forward = Stream.concat(program.forward().stream(), program.loss().stream())
                .toList();
        Map<String, Node> nodes = new HashMap<>();
        network.nodes().forEach(node -> nodes.put(node.name(), node));
        forward.forEach(step -> fusions(step, nodes, errors));
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

    private void fusions(Step step, Map<String, Node> nodes, Errors errors) {
        if (step.op() instanceof Fused fused) {
            for (int i = 1; i < fused.parts().size(); i++) {
                Node node = nodes.get(fused.parts().get(i).layer());
                Row row = row(fusions, fused.followers().get(i - 1).getClass().getSimpleName());
                if (errors.forward().containsKey(node.name())) {
                    row.forward(errors.forward().get(node.name()));
                }
                gradient(node, errors).ifPresent(error -> {
                    row.gradient(error);
                    row(ops, file(Fused.class)).gradient(error); // its derivatives are those of its parts
                });
            }
        }
    }

    private void mark(Node node, List<Step> steps, Consumer<Row> mark) {
        mark.accept(row(layers, node.layer().kind()));
        Set<String> files = new HashSet<>();
        steps.stream().filter(step -> step.layer().equals(node.name())).forEach(step -> collect(step, files));
        steps.stream()
                .flatMap(step -> step.op().parts(step).stream())
                .filter(part -> part.layer().equals(node.name()))
                .forEach(part -> collect(part, files));
        files.retainAll(ops.keySet()); // the others are compared elsewhere
        files.forEach(file -> mark.accept(row(ops, file)));
    }

    /** A network was compared with PyTorch's figures. */
    void comparedWithPyTorch(Network network, double error) {
        layersOf(network).stream().filter(layers::containsKey).forEach(kind -> row(layers, kind)
                .pyTorch(error));
        opsOf(network).stream().filter(ops::containsKey).forEach(file -> row(ops, file)
                .pyTorch(error));
        fusionsOf(network).forEach(fusion -> row(fusions, fusion).pyTorch(error));
    }

    private static void collect(Program program, Set<String> files) {
        Stream.of(program.forward(), program.loss(), program.backward())
                .flatMap(List::stream)
                .forEach(step -> collect(step, files));
    }

    private static void collect(Step step, Set<String> files) {
        files.add(file(step.op().getClass()));
        if (step.op() instanceof Fused fused) {
            fused.parts().forEach(part -> collect(part, files));
        }
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
