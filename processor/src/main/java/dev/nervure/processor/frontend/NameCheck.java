package dev.nervure.processor.frontend;

import dev.nervure.dsl.Message;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Node;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.processor.graph.Identifiers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Names of tensors become names of Java; those that cannot are errors with a proposal, never renamed in silence. */
final class NameCheck {
    /**
     * Methods without parameters that the generated classes inherit, methods that the passes begin with, and variables of
     * the constructors. A method with other parameters is no obstacle, nor is a field of a superclass.
     */
    private static final Set<String> MEMBERS = Set.of(
            "capacity",
            "clone",
            "finalize",
            "fromLoss",
            "getClass",
            "hashCode",
            "keep",
            "looking",
            "names",
            "notify",
            "notifyAll",
            "pass",
            "run",
            "runLoss",
            "toString",
            "wait",
            "weights");

    /** What {@code …Activations} and {@code …Gradients} call memory that tensors share. */
    private static final Pattern SHARED = Pattern.compile("shared\\d+");

    private NameCheck() {}

    /** What is wrong with the names of a network: the text for each tensor at fault. */
    static Map<String, String> problems(Network network) {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> fields = new HashMap<>();
        for (Node node : network.nodes()) {
            for (ParameterSpec parameter : node.parameters()) {
                String field = Identifiers.camelCase(parameter.name());
                String other = fields.putIfAbsent(field, parameter.name());
                if (other != null && !other.equals(parameter.name())) {
                    problems.put(node.name(), Message.PARAMETERS_MEET.format(other, parameter.name(), field));
                }
            }
        }
        for (Node node : network.nodes()) {
            String name = node.name();
            String proposal = name + "Tensor";
            if (SourceVersion.isKeyword(name) || name.equals("yield")) {
                problems.put(name, Message.KEYWORD.format(name, proposal));
            } else if (!SourceVersion.isIdentifier(name)) {
                problems.put(name, Message.IDENTIFIER.format(name));
            } else if (name.length() > 1 && Character.isUpperCase(name.charAt(0))) {
                problems.put(name, Message.CAPITAL.format(name, small(name)));
            } else if (MEMBERS.contains(name) || SHARED.matcher(name).matches()) {
                problems.put(name, Message.RESERVED.format(name, proposal));
            } else if (fields.containsKey(name)) {
                problems.put(name, Message.NAMES_MEET.format(name, fields.get(name), proposal));
            }
        }
        return problems;
    }

    private static String small(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
