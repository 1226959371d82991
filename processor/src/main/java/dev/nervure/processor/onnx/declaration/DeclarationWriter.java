package dev.nervure.processor.onnx.declaration;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the layers of a network, one a line: {@code hidden = Dense units=32 activation=RELU … : pixels}. A block that repeats has its
 * lines behind it, between braces.
 */
public final class DeclarationWriter {
    /** Longer texts are no use to anybody who looks into the file. */
    private static final int LONGEST = 200_000;

    private final StringBuilder text = new StringBuilder();
    private final Map<Node, String> outside = new HashMap<>(); // what blocks read has one name within and without
    private boolean complete = true;

    private DeclarationWriter() {}

    /**
     * The text of layers.
     *
     * @param nodes the layers, each after those that it reads
     * @param outputs the outputs of the network
     * @return the text; empty if a layer has attributes that are no plain values, or the text is too long
     */
    public static String write(List<Node> nodes, List<Node> outputs) {
        DeclarationWriter writer = new DeclarationWriter();
        nodes.forEach(node -> writer.line(node, ""));
        writer.text.append("outputs ").append(writer.names(outputs)).append('\n');
        return writer.complete && writer.text.length() <= LONGEST ? writer.text.toString() : "";
    }

    private void line(Node node, String indent) {
        Layer layer = node.layer();
        String kind = layer.getClass().getSimpleName().replaceAll("Layer$", "");
        text.append(indent).append(node.name()).append(" = ").append(kind);
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            if (component.getType() != Block.class) {
                String value = Values.write(component, layer);
                complete &= value != null;
                text.append(' ').append(component.getName()).append('=').append(value);
            }
        }
        text.append(node.inputs().isEmpty() ? "" : " : " + names(node.inputs())).append('\n');
        if (layer instanceof RepeatLayer repeat) {
            block(repeat.body(), node.inputs(), indent);
        }
    }

    private void block(Block block, List<Node> reads, String indent) {
        Set<String> within = block.nodes().stream().map(Node::name).collect(Collectors.toSet());
        for (int i = 1; i < reads.size(); i++) {
            String name = name(reads.get(i));
            if (!within.contains(name)) {
                outside.put(block.inputs().get(i), name);
            }
        }
        text.append(indent).append("{ ").append(names(block.inputs())).append('\n');
        block.nodes().stream()
                .filter(node -> !block.inputs().contains(node))
                .forEach(node -> line(node, indent + "  "));
        text.append(indent).append("} ").append(name(block.result())).append('\n');
    }

    private String names(List<Node> nodes) {
        return nodes.stream().map(this::name).collect(Collectors.joining(" "));
    }

    private String name(Node node) {
        return outside.getOrDefault(node, node.name());
    }
}
