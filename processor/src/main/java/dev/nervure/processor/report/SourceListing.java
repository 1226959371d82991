package dev.nervure.processor.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The source of the passes of a unit, method by method, each linked with its layer and with the other pass. */
final class SourceListing {
    private final Facts.Unit unit;
    private final Map<Facts.MethodName, Facts.Layer> layerOf = new HashMap<>();
    private final Map<Facts.MethodName, Integer> bytesOf = new HashMap<>();
    private final Set<Facts.MethodName> listed = new HashSet<>();
    private final Html html = new Html();

    private SourceListing(Facts facts, Facts.Unit unit) {
        this.unit = unit;
        for (Facts.Layer layer : unit.layers()) {
            Stream.concat(layer.forward().stream(), layer.backward().stream())
                    .forEach(method -> layerOf.put(method, layer));
        }
        facts.methods()
                .forEach(method -> bytesOf.put(new Facts.MethodName(method.type(), method.name()), method.bytes()));
    }

    static Html of(Facts facts, Facts.Unit unit, Map<String, Listing> listings) {
        SourceListing source = new SourceListing(facts, unit);
        Stream.of("Forward", "Backward")
                .map(pass -> listings.get(unit.name() + pass))
                .filter(Objects::nonNull)
                .forEach(source::list);
        return source.html;
    }

    private void list(Listing listing) {
        html.add("<details open><summary class=\"class\"><code>{}</code></summary>\n", listing.type());
        for (Listing.Part part : listing.parts()) {
            String method = part.method();
            if (method == null) {
                if (!part.text().equals("}\n")) {
                    html.add("<details class=\"code\"><summary>Head of the class</summary>");
                    code(part.text());
                    html.add("</details>\n");
                }
            } else {
                method(new Facts.MethodName(listing.type(), method), part);
            }
        }
        html.add("</details>\n");
    }

    private void method(Facts.MethodName method, Listing.Part part) {
        Html id = new Html().add(listed.add(method) ? " id=\"{}\"" : "", Ids.method(method));
        html.add("<details open class=\"code\"{}><summary><b>{}</b>", id, method.name());
        Integer bytes = bytesOf.get(method);
        if (bytes != null) {
            html.add("<span>{} bytes</span>", Figures.count(bytes));
        }
        Facts.Layer layer = layerOf.get(method);
        if (layer != null) {
            html.add("<a href=\"#{}\">layer</a>", Ids.layer(unit, layer.name()));
            boolean backward = layer.backward().contains(method);
            Facts.@Nullable MethodName other = first(backward ? layer.forward() : layer.backward());
            if (other != null) {
                html.add("<a href=\"#{}\">{}</a>", Ids.method(other), backward ? "forward" : "backward");
            }
        }
        html.add("</summary>");
        code(part.text().stripTrailing().stripIndent());
        html.add("</details>\n");
    }

    private static Facts.@Nullable MethodName first(java.util.List<Facts.MethodName> methods) {
        return methods.isEmpty() ? null : methods.get(0);
    }

    private void code(String text) {
        html.add("<pre tabindex=\"0\"><code>{}</code></pre>", Highlighter.of(text));
    }
}
