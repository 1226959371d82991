package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Unit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Names of tensors become names of Java; those that cannot are errors with a proposal, never renamed in silence. */
public final class NameCheck {
    /**
     * Methods without parameters that the generated classes inherit, methods that the passes begin with, and variables of
     * the constructors. A method with other parameters is no obstacle, nor is a field of a superclass.
     */
    private static final Set<String> MEMBERS = Set.of(
            "capacity",
            "clone",
            "finalize",
            "firstOfBatch",
            "fromLoss",
            "getClass",
            "hashCode",
            "keep",
            "leads",
            "looking",
            "names",
            "notify",
            "notifyAll",
            "pass",
            "run",
            "runLoss",
            "toString",
            "turn",
            "turns",
            "wait",
            "weights");

    /** What {@code …Activations} and {@code …Gradients} call memory that tensors share, and lengths of samples. */
    private static final Pattern SHARED = Pattern.compile("shared\\d+|lengthsOf\\P{Ll}.*");

    private NameCheck() {}

    /** What is wrong with the names of a network: the text for each tensor at fault. */
    public static Map<String, String> problems(Network network) {
        return problems(network.nodes());
    }

    private static Map<String, String> problems(List<Node> nodes) {
        Map<String, String> problems = meetings(nodes);
        for (Node node : nodes) {
            String unfit = unfit(node.name());
            if (unfit != null) {
                problems.put(node.name(), unfit);
            }
            if (node.layer() instanceof RepeatLayer repeat) {
                problems(repeat.body().nodes()).values().forEach(text -> problems.put(node.name(), text));
            }
        }
        return problems;
    }

    /** The tensors and parameters that would have one field. */
    static Map<String, String> meetings(List<Node> nodes) {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> fields = new HashMap<>();
        for (Node node : nodes) {
            for (ParameterSpec parameter : node.parameters()) {
                String field = Identifiers.parameter(parameter.name(), node.name());
                String other = fields.putIfAbsent(field, parameter.name());
                if (other != null && !other.equals(parameter.name())) {
                    problems.put(node.name(), Message.PARAMETERS_MEET.format(other, parameter.name(), field));
                }
            }
        }
        for (Node node : nodes) {
            String parameter = fields.get(node.name());
            if (parameter != null) {
                problems.put(node.name(), Message.NAMES_MEET.format(node.name(), parameter, node.name() + "Tensor"));
            }
        }
        Map<String, String> accessors = new HashMap<>();
        for (Node node : nodes) {
            Stream<Dim> own = node.inputs().isEmpty() ? node.type().shape().sample().stream() : Stream.of();
            Stream<String> lengths = own.flatMap(dim -> Unit.symbol(dim).stream())
                    .map(Dim.Symbol::name)
                    .distinct();
            lengths.forEach(symbol -> meet(symbol, Identifiers.lengths(symbol) + "()", node, accessors, problems));
            if (node.layer() instanceof RepeatLayer repeat) {
                String block = repeat.name().isEmpty() ? node.name() : repeat.name();
                meet(block, Identifiers.camelCase(block) + "(int)", node, accessors, problems);
            }
        }
        return problems;
    }

    private static void meet(
            String name, String accessor, Node node, Map<String, String> accessors, Map<String, String> problems) {
        String other = accessors.putIfAbsent(accessor, name);
        if (other != null && !other.equals(name)) {
            problems.put(node.name(), Message.ACCESSORS_MEET.format(other, name, accessor));
        }
    }

    /** Why a tensor cannot have this name; null if it can. */
    public static @Nullable String unfit(String name) {
        if (SourceVersion.isKeyword(name) || name.equals("yield")) {
            return Message.KEYWORD.format(name, name + "Tensor");
        }
        if (!SourceVersion.isIdentifier(name)) {
            return Message.IDENTIFIER.format(name);
        }
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0))) {
            return Message.CAPITAL.format(name, small(name));
        }
        boolean reserved = MEMBERS.contains(name) || SHARED.matcher(name).matches();
        return reserved ? Message.RESERVED.format(name, name + "Tensor") : null;
    }

    /** {@code Logits} as {@code logits}, {@code LOGITS} too. */
    private static String small(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT);
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
