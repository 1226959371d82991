package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.declaration.DeclarationWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network as an ONNX file without weights. Protocol buffers that stand one behind the other merge, so a model writes this
 * and then each weight.
 *
 * @param file a {@code ModelProto}: the graph from the inputs to the outputs, without targets, losses and dropout
 * @param tables what must be written like weights, and is computed instead
 * @param trainingOnly the parameters that no output depends on: they only serve losses
 * @param obstacle why there is no file; null if there is one
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares skeletons
public record Skeleton(
        byte[] file,
        List<Table> tables,
        List<String> trainingOnly,
        @Nullable String obstacle) {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    /** The key of the metadata under which a file says which layers it was. */
    public static final String DECLARATION = "nervure.declaration";

    /**
     * A table of positions.
     *
     * @param name of the values in the graph
     * @param steps the number of rows
     * @param size the number of columns
     * @param base of the angles of rotary positions; 0 for sinusoidal ones
     */
    public record Table(String name, int steps, int size, float base) {}

    /**
     * The skeleton of a network's evaluation.
     *
     * @param packageName the package of the declaration
     * @param name what the graph is called: the declaration's name
     * @param doc what the declaration says about itself
     */
    public static Skeleton of(String packageName, String name, String doc, Network network) {
        try {
            return written(packageName, name, doc, network);
        } catch (Obstacle obstacle) {
            return new Skeleton(new byte[0], List.of(), List.of(), obstacle.getMessage());
        }
    }

    private static Skeleton written(String packageName, String name, String doc, Network network) {
        List<String> parameters =
                network.parameters().stream().map(ParameterSpec::name).toList();
        GraphBuilder graph = new GraphBuilder(parameters);
        Exporter exporter = new Exporter(graph);
        Set<Node> needed = ancestors(network.outputs());
        List<Node> nodes = network.nodes().stream().filter(needed::contains).toList();
        nodes.forEach(exporter::export);
        network.outputs().forEach(output -> graph.output(exporter.edge(output), output.name(), output.type()));
        byte[] file = file(packageName, name, doc, DeclarationWriter.write(nodes, network.outputs()), graph);
        List<String> trainingOnly =
                parameters.stream().filter(parameter -> !graph.reads(parameter)).toList();
        return new Skeleton(file, exporter.tables(), trainingOnly, null);
    }

    private static byte[] file(String packageName, String name, String doc, String declaration, GraphBuilder graph) {
        Proto model = new Proto()
                .number(1, IR_VERSION)
                .text(2, "nervure")
                .text(4, packageName)
                .text(6, doc);
        model.message(7, graph.build(name)).message(8, new Proto().text(1, "").number(2, OPSET));
        if (!declaration.isEmpty()) {
            model.message(14, new Proto().text(1, DECLARATION).text(2, declaration));
        }
        return model.toBytes();
    }

    private static Set<Node> ancestors(List<Node> outputs) {
        Set<Node> found = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            Node next = open.remove();
            if (found.add(next)) {
                open.addAll(next.inputs());
            }
        }
        return found;
    }
}
