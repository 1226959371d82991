package dev.nervure.processor.frontend;

import dev.nervure.dsl.Message;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Node;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.processor.graph.Identifiers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Names of tensors become names of Java; those that cannot are errors with a proposal, never renamed in silence. */
public final class NameCheck {
    /** Members of the generated classes and of what they extend, which accessors and layer methods must not hide. */
    private static final Set<String> MEMBERS = Set.of(
            "activation",
            "capacity",
            "clone",
            "equals",
            "finalize",
            "floats",
            "fromLoss",
            "getClass",
            "hashCode",
            "ints",
            "keep",
            "kept",
            "looking",
            "names",
            "notify",
            "notifyAll",
            "parameter",
            "pass",
            "run",
            "runLoss",
            "sumOverBatch",
            "toString",
            "unknown",
            "wait");

    private NameCheck() {}

    /** Reports the names that cannot stand in generated code. */
    public static void check(TypeElement type, Network network, Reporter reporter) {
        Map<String, String> parameterFields = new HashMap<>();
        for (ParameterSpec parameter : network.parameters()) {
            parameterFields.put(Identifiers.camelCase(parameter.name()), parameter.name());
        }
        for (Node node : network.nodes()) {
            String name = node.name();
            Element at = method(type, name);
            if (SourceVersion.isKeyword(name)) {
                reporter.error(at, Message.KEYWORD, name, name + "Tensor");
            } else if (!SourceVersion.isIdentifier(name)) {
                reporter.error(at, Message.IDENTIFIER, name);
            } else if (MEMBERS.contains(name)) {
                reporter.error(at, Message.RESERVED, name, "classes", name + "Tensor");
            } else if (parameterFields.containsKey(name)) {
                reporter.error(at, Message.NAMES_MEET, name, parameterFields.get(name), name + "Tensor");
            }
        }
    }

    private static Element method(TypeElement type, String name) {
        for (Element element : type.getEnclosedElements()) {
            if (element.getSimpleName().contentEquals(name)) {
                return element;
            }
        }
        return type;
    }
}
