package dev.nervure.processor.frontend;

import static java.util.stream.Collectors.joining;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.network.Node;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Writes a network as the annotated interface that declares it. */
final class Annotated {
    private Annotated() {}

    /** A public interface with a method for each tensor, in canonical order. */
    static String text(String packageName, String name, Network network) {
        String methods = network.nodes().stream()
                .map(node -> "    " + (network.outputs().contains(node) ? "@Output " : "") + method(node) + "\n")
                .collect(joining());
        return "package " + packageName + ";\n\nimport dev.nervure.dsl.*;\n\n@NeuralNetwork\npublic interface " + name
                + " {\n" + methods + "}\n";
    }

    private static String method(Node node) {
        String reads =
                node.inputs().stream().map(input -> "Tensor " + input.name()).collect(joining(", "));
        return annotation(node.layer()) + " Tensor " + node.name() + "(" + reads + ");";
    }

    /** Only what differs from the defaults. */
    private static String annotation(Layer layer) {
        List<String> attributes = new ArrayList<>();
        try {
            for (RecordComponent component : layer.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(layer);
                Object otherwise = Layers.annotation(layer.getClass())
                        .getMethod(component.getName())
                        .getDefaultValue();
                if (!value.equals(list(otherwise))) {
                    attributes.add(component.getName() + " = " + literal(value));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return "@" + layer.kind() + (attributes.isEmpty() ? "" : "(" + String.join(", ", attributes) + ")");
    }

    private static Object list(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            list.add(Array.get(value, i));
        }
        return list;
    }

    private static String literal(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Annotated::literal).collect(joining(", ", "{", "}"));
        }
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        if (value instanceof Float) {
            return value + "f";
        }
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }
}
