package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an ONNX file becomes, or what stands in the way, as text for people. */
public final class OnnxCheck {
    private OnnxCheck() {}

    /** The report of a file. */
    public static String report(String name, OnnxModel model, ImportOptions options) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d nodes of opset %d, %s numbers%s",
                name,
                model.graph().nodes().size(),
                model.opset(),
                grouped(numbers(model)),
                model.producer().isEmpty() ? "" : ", written by " + model.producer()));
        lines.add("");
        inputs(model, lines);
        OnnxImport imported = OnnxImport.of(model, options);
        lines.add("");
        Network network = imported.network();
        if (!imported.problems().isEmpty()) {
            problems(imported, lines);
        } else if (network != null) {
            layers(imported, network, lines);
        } else {
            lines.add("all outputs are constants");
        }
        return String.join("\n", lines) + "\n";
    }

    /** The floats that the file brings, as weights or as constants among the nodes. */
    private static long numbers(OnnxModel model) {
        long numbers = 0;
        for (Literal literal : model.graph().initializers().values()) {
            numbers += literal.type().floats() ? literal.size() : 0;
        }
        for (OnnxNode node : model.graph().nodes()) {
            Attribute value =
                    node.operator().equals("Constant") ? node.attributes().get("value") : null;
            Literal tensor = value == null ? null : value.tensor();
            numbers += tensor != null && tensor.type().floats() ? tensor.size() : 0;
        }
        return numbers;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void inputs(OnnxModel model, List<String> lines) {
        for (ValueInfo input : model.graph().inputs()) {
            List<ValueInfo.Dimension> dims = input.dims() == null ? List.of() : input.dims();
            lines.add("input " + input.name() + " " + input.type() + " " + dims);
            for (int axis = 1; axis < dims.size(); axis++) {
                if (dims.get(axis).size() < 0) {
                    lines.add("  axis " + axis + " is open: @Axis(input = \"" + input.name() + "\", axis = " + axis
                            + ", max = …)");
                }
            }
        }
        model.graph().outputs().forEach(output -> lines.add("output " + output.name() + " " + output.type()));
    }

    /** What stands in the way, and what remains of the graph around it. */
    private static void problems(OnnxImport imported, List<String> lines) {
        lines.add(imported.problems().size() + " in the way:");
        lines.addAll(table(
                List.of("node", "operator", "opset", "place", "reason"),
                imported.problems().stream()
                        .map(problem -> List.of(
                                problem.node(),
                                problem.operator(),
                                String.valueOf(problem.opset()),
                                problem.place(),
                                problem.reason()))
                        .toList()));
        lines.add("");
        lines.add(folded(imported));
        if (imported.outcomes().stream().allMatch(outcome -> outcome.atOnce() || outcome.notMade())) {
            return;
        }
        lines.addAll(table(
                List.of("place", "node", "operator", "sizes"),
                imported.outcomes().stream()
                        .filter(outcome -> !outcome.atOnce() && !outcome.notMade())
                        .map(outcome -> List.of(
                                String.valueOf(outcome.place()), outcome.node(), outcome.operator(), outcome.result()))
                        .toList()));
    }

    private static String folded(OnnxImport imported) {
        long all = imported.outcomes().size();
        long gone = imported.outcomes().stream().filter(Outcome::atOnce).count();
        long missing = imported.outcomes().stream().filter(Outcome::notMade).count();
        String rest = missing == 0 ? "" : ", " + missing + " cannot be made";
        return "of " + all + " nodes " + gone + " hang on constants and shapes alone, " + (all - gone - missing)
                + " compute at run time" + rest;
    }

    /** Lines of columns that are as wide as what stands in them. */
    private static List<String> table(List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        line.append("  ")
                                .append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length()));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static void layers(OnnxImport imported, Network network, List<String> lines) {
        Map<String, Long> kinds = network.nodes().stream()
                .collect(Collectors.groupingBy(node -> node.layer().kind(), TreeMap::new, Collectors.counting()));
        if (!imported.outcomes().isEmpty()) {
            lines.add(folded(imported));
        }
        lines.add(network.nodes().size() + " layers, "
                + (imported.batched() ? "for samples without the first axis" : "for samples with all axes of the file")
                + ": " + kinds);
        lines.add("");
        lines.addAll(table(
                List.of("tensor", "shape", "layer", "reads"),
                network.nodes().stream()
                        .map(node -> List.of(
                                node.name(),
                                node.type().shape().toString(),
                                node.layer().kind(),
                                node.inputs().stream().map(Node::name).collect(Collectors.joining(", "))))
                        .toList()));
    }
}
