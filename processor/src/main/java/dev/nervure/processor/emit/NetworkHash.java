package dev.nervure.processor.emit;

import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.NormLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import dev.nervure.processor.graph.Unit;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hash of what a network computes from its inputs and parameters in an evaluation. Files of weights carry it, so that the
 * weights of one network are not taken for those of another whose parameters happen to have the same names and shapes.
 *
 * <p>What changes no result is left out: names of tensors, losses, and attributes that only training or the first weights
 * read. The same network has the same hash on every JDK.
 */
final class NetworkHash {
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "name",
            "initializer",
            "constant",
            "init",
            "trainable",
            "p",
            "dropout",
            "momentum",
            "recompute",
            "paddingIndex");

    /** Attributes that came after files had hashes, and what files without them mean. */
    private static final Map<String, String> LATER = Map.of(
            "window", "0", "mask", "false", "memoryMask", "false", "ceilMode", "false", "countIncludePad", "true");

    private static final int DIGITS = 16;

    private final Map<Node, String> known = new HashMap<>();

    private NetworkHash() {}

    /** The hash of a network. */
    static String of(Unit unit) {
        return of(unit.inputs(), unit.nodes(), unit.outputs());
    }

    /**
     * @param inputs in the order in which they are declared
     * @param nodes all tensors in canonical order: what a tensor reads is before it
     */
    static String of(List<Node> inputs, List<Node> nodes, List<Node> outputs) {
        return new NetworkHash().ofGraph(inputs, nodes, outputs);
    }

    private String ofGraph(List<Node> inputs, List<Node> nodes, List<Node> outputs) {
        for (int i = 0; i < inputs.size(); i++) {
            known.put(inputs.get(i), "input " + i + " " + inputs.get(i).type());
        }
        for (Node node : nodes) { // one after the other: a deep network would need a deep stack
            known.computeIfAbsent(node, this::ofNode);
        }
        return hash(hashes(outputs));
    }

    private String ofNode(Node node) {
        if (node.layer() instanceof DropoutLayer || node.layer() instanceof IdentityLayer) {
            return hashes(node.inputs());
        }
        String parameters = node.parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(" "));
        return hash(attributes(node.layer()) + " of " + hashes(node.inputs()) + " with " + parameters + " is "
                + node.type());
    }

    private String hashes(List<Node> nodes) {
        return nodes.stream().map(known::get).collect(Collectors.joining(" "));
    }

    private static String attributes(Layer layer) {
        StringBuilder text = new StringBuilder(layer.kind());
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            if (!WITHOUT_EFFECT.contains(component.getName()) && !isUnsaid(layer, component)) {
                text.append(' ').append(component.getName()).append('=').append(text(value(layer, component)));
            }
        }
        return text.toString();
    }

    /** Whether an attribute that came later has the value that files from before it mean. */
    private static boolean isUnsaid(Layer layer, RecordComponent component) {
        String name = component.getName();
        boolean later = LATER.containsKey(name)
                || (name.equals("activation") && layer instanceof NormLayer)
                || (name.equals("dilation") && layer instanceof PoolLayer);
        return later && text(value(layer, component)).matches(LATER.getOrDefault(name, "IDENTITY|\\[1(,1)*\\]"));
    }

    private static Object value(Layer layer, RecordComponent component) {
        try {
            return component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same text everywhere: JDKs do not agree about the digits of a float. */
    private static String text(Object value) {
        if (value instanceof Float number) {
            return Integer.toHexString(Float.floatToIntBits(number));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(NetworkHash::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Block block) {
            return of(block.inputs(), block.nodes(), List.of(block.result()));
        }
        if (value instanceof Integer
                || value instanceof Boolean
                || value instanceof String
                || value instanceof Enum<?>
                || value instanceof TensorType) {
            return value.toString();
        }
        throw new IllegalStateException("no text for a " + value.getClass()); // such as an address in memory
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
