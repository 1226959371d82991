package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxModel;
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
                "%s: %d nodes of opset %d, %s weights%s",
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
            lines.add(imported.problems().size() + " in the way:");
            imported.problems().forEach(problem -> lines.add("  " + problem));
        } else if (network != null) {
            layers(imported, network, lines);
        } else {
            lines.add("all outputs are constants");
        }
        return String.join("\n", lines) + "\n";
    }

    private static long numbers(OnnxModel model) {
        return model.graph().initializers().values().stream()
                .filter(literal -> literal.type().floats())
                .mapToLong(Literal::size)
                .sum();
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

    private static void layers(OnnxImport imported, Network network, List<String> lines) {
        Map<String, Long> kinds = network.nodes().stream()
                .collect(Collectors.groupingBy(node -> node.layer().kind(), TreeMap::new, Collectors.counting()));
        lines.add(network.nodes().size() + " layers, "
                + (imported.batched() ? "for samples without the first axis" : "for samples with all axes of the file")
                + ": " + kinds);
        lines.add("");
        int width = network.nodes().stream()
                .mapToInt(node -> node.name().length())
                .max()
                .orElse(0);
        for (Node node : network.nodes()) {
            String reads = node.inputs().stream().map(Node::name).collect(Collectors.joining(", "));
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %-24s %s%s",
                    node.name(),
                    node.type().shape(),
                    node.layer().kind(),
                    reads.isEmpty() ? "" : " (" + reads + ")"));
        }
    }
}
