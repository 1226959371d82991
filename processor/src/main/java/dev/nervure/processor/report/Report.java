package dev.nervure.processor.report;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.emit.Costs;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.emit.Emission.EmittedUnit;
import dev.nervure.processor.graph.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was generated for a network, for people to look at and for programs to read. */
public final class Report {
    private final Facts facts;
    private final Map<String, Listing> listings;

    Report(Facts facts, Map<String, Listing> listings) {
        this.facts = facts;
        this.listings = listings;
    }

    /**
     * The report of a network.
     *
     * @param classes the class files of the sources by binary name; empty if there are none
     */
    public static Report of(Declaration declaration, Emission emission, Map<String, byte[]> classes) {
        Map<String, Listing> listings = new LinkedHashMap<>();
        for (JavaFile file : emission.files()) {
            String type = file.typeSpec().name();
            if (emission.units().stream()
                    .anyMatch(unit -> type.equals(unit.name() + "Forward") || type.equals(unit.name() + "Backward"))) {
                listings.put(type, Listing.of(type, file.toString()));
            }
        }
        EmittedUnit network = emission.units().get(0);
        Facts facts = new Facts(
                network.name(),
                declaration.packageName(),
                signature(network.plan().program().unit()),
                Costs.of(network.plan()),
                network.plan().program().parameterCount()
                        - network.plan().program().learnedCount(),
                emission.units().stream()
                        .map(unit -> Gathering.of(unit, listings))
                        .toList(),
                methods(declaration, emission, classes));
        return new Report(facts, listings);
    }

    private static String signature(Unit unit) {
        return names(unit.inputs()) + " → " + names(unit.outputs());
    }

    private static String names(List<Node> nodes) {
        return nodes.stream().map(Node::toString).collect(Collectors.joining(", "));
    }

    private static List<Facts.Method> methods(Declaration declaration, Emission emission, Map<String, byte[]> classes) {
        List<Facts.Method> methods = new ArrayList<>();
        String start = declaration.packageName().isEmpty() ? "" : declaration.packageName() + ".";
        for (JavaFile file : emission.files()) {
            String type = file.typeSpec().name();
            byte[] bytes = classes.get(start + type);
            if (bytes != null) {
                ClassFile.methodSizes(bytes).forEach((method, size) -> {
                    int descriptor = method.indexOf('(');
                    methods.add(new Facts.Method(
                            type, method.substring(0, descriptor), method.substring(descriptor), size));
                });
            }
        }
        return methods;
    }

    /** All that the page tells but the sources. */
    public String json() {
        return Json.of(facts);
    }

    /** The page: one file that needs no other. */
    public String html() {
        return Page.of(facts, listings);
    }
}
