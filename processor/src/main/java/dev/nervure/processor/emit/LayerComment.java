package dev.nervure.processor.emit;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The comment of a layer's method: the formula if it is one step, for those of several stand at the steps; and shapes. */
final class LayerComment {
    /** What the documentation tool would take for more than text. */
    private static final Pattern MARKUP = Pattern.compile("[<>&@{}]");

    private LayerComment() {}

    /** The lines of the comment. */
    static String of(Program program, boolean backward, String layer, List<Step> steps) {
        Node node = program.unit().nodes().stream()
                .filter(n -> n.name().equals(layer))
                .findFirst()
                .orElseThrow();
        List<String> lines = new ArrayList<>();
        if (steps.size() == 1) {
            steps.get(0).op().formula(steps.get(0)).lines().forEach(lines::add);
        }
        lines.add(backward ? backwardShapes(program, node) : forwardShapes(program, node, steps) + further(steps));
        return lines.stream().map(LayerComment::text).collect(Collectors.joining("\n"));
    }

    private static String text(String line) {
        return MARKUP.matcher(line).find() ? "{@code " + line + "}" : line;
    }

    private static String forwardShapes(Program program, Node node, List<Step> steps) {
        List<Value> read = steps.stream()
                .flatMap(step -> step.op().parts(step).stream())
                .flatMap(part -> part.inputs().stream())
                .toList();
        String inputs = node.inputs().stream()
                .filter(in -> read.contains(program.tensor(in)))
                .map(in -> program.tensor(in).shape().toString())
                .collect(Collectors.joining(", "));
        if (inputs.isEmpty()) { // it reads of the others only how long they are
            inputs = read.stream()
                    .filter(Value::isParameter)
                    .map(parameter -> parameter.shape().toString())
                    .collect(Collectors.joining(", "));
        }
        return (inputs.isEmpty() ? "→ " : inputs + " → ") + program.tensor(node).shape();
    }

    private static String backwardShapes(Program program, Node node) {
        String inputs = node.inputs().stream()
                .filter(in -> program.gradients().containsKey(program.tensor(in)))
                .map(in -> in.type().shape().toString())
                .collect(Collectors.joining(", "));
        return "δ " + node.type().shape() + (inputs.isEmpty() ? "" : " → " + inputs);
    }

    /** The shapes that steps compute together with the first, where they are others. */
    private static String further(List<Step> steps) {
        StringBuilder shapes = new StringBuilder();
        for (Step step : steps) {
            Shape before = null;
            for (Step part : step.op().parts(step)) {
                Shape shape = part.output().shape();
                if (before != null && !shape.equals(before)) {
                    shapes.append(" → ").append(shape);
                }
                before = shape;
            }
        }
        return shapes.toString();
    }
}
