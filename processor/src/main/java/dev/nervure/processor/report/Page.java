package dev.nervure.processor.report;

import dev.nervure.processor.emit.Costs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The page from top to bottom; its frame and its style are resources. */
final class Page {
    private final Facts facts;
    private final Map<String, Listing> listings;
    private final Html html = new Html();

    private Page(Facts facts, Map<String, Listing> listings) {
        this.facts = facts;
        this.listings = listings;
    }

    static String of(Facts facts, Map<String, Listing> listings) {
        Page page = new Page(facts, listings);
        page.header();
        page.graph();
        page.layers();
        page.memory();
        page.methods();
        page.sources();
        return resource("report.html")
                .replace("{{title}}", new Html().escape(facts.name()).toString())
                .replace("{{style}}", resource("report.css"))
                .replace("{{page}}", page.html.toString());
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header() {
        html.add(
                "<header id=\"top\"><h1>{}</h1><p><code>{}</code></p><p class=\"note\">{}</p></header>\n",
                facts.name(),
                facts.signature(),
                facts.packageName().isEmpty() ? "" : "package " + facts.packageName());
        html.add("<nav><a href=\"#graph\">Graph</a><a href=\"#layers\">Layers</a><a href=\"#memory\">Memory</a>"
                + "<a href=\"#methods\">Methods</a><a href=\"#source\">Source</a>"
                + "<input id=\"search\" type=\"search\" placeholder=\"Search\" aria-label=\"Search in layers, methods and source\">"
                + "<output></output></nav>\n");
        Costs costs = facts.costs();
        html.add("<dl class=\"tiles\">");
        tile(
                "Parameters",
                Figures.count(costs.parameters() - facts.statistics()),
                Figures.bytes(costs.parameterBytes())
                        + (facts.statistics() == 0
                                ? ""
                                : ", with " + Figures.count(facts.statistics()) + " numbers that are not learned"));
        tile("Multiply-adds", Figures.count(costs.multiplyAdds()), "for one sample, forward");
        tile("Inference", Figures.bytes(costs.inferenceBytes()), "of activations for one sample");
        if (facts.units().get(0).training() != null) {
            tile(
                    "Training",
                    Figures.bytes(costs.trainingBytes() + costs.gradientBytes()),
                    "of activations and gradients for one sample");
        }
        if (!facts.methods().isEmpty()) {
            tile(
                    "Longest method",
                    Figures.count(facts.methods().stream()
                                    .mapToInt(Facts.Method::bytes)
                                    .max()
                                    .orElse(0))
                            + " B",
                    "of bytecode; the limit is " + Figures.count(Facts.METHOD_LIMIT));
        }
        html.add("</dl>\n");
    }

    private void tile(String what, String figure, String about) {
        html.add("<div><dt>{}</dt><dd>{}</dd><dd class=\"note\">{}</dd></div>", what, figure, about);
    }

    private void graph() {
        open("graph", "Graph", "Each tensor with the layer that computes it, its shape and its parameters.");
        for (Facts.Unit unit : facts.units()) {
            title(unit);
            html.add(
                    "<details open id=\"{}\"><summary>{} tensors</summary><div class=\"scroll drawing\">{}</div></details>\n",
                    Ids.graph(unit.name()),
                    unit.layers().size(),
                    GraphDrawing.of(unit));
        }
        close();
    }

    private void layers() {
        open(
                "layers",
                "Layers",
                "For one sample. Shares are those of the whole table; activations before they share arrays.");
        for (Facts.Unit unit : facts.units()) {
            title(unit);
            html.add("{}", LayerTable.of(unit));
        }
        close();
    }

    private void memory() {
        open(
                "memory",
                "Memory",
                "One row an array, one column a step, for one sample. Bars show from when to when a value is needed; "
                        + "several in a row share the array.");
        for (Facts.Unit unit : facts.units()) {
            title(unit);
            map(unit, "Inference", unit.inference());
            if (unit.training() != null) {
                map(unit, "Training", unit.training());
            }
        }
        close();
    }

    private void map(Facts.Unit unit, String form, Facts.MemoryMap map) {
        html.add(
                "<h4>{} <small>{} in {} arrays</small></h4>\n",
                form,
                Figures.bytes(map.bytes()),
                map.arrays().size());
        html.add("<p class=\"legend\"><span class=\"activation\">activations</span>");
        if (map.arrays().stream().anyMatch(Facts.Array::gradients)) {
            html.add("<span class=\"gradient\">gradients</span>");
        }
        html.add("</p><div class=\"scroll drawing\">{}</div>\n", MemoryDrawing.of(form + " of " + unit.name(), map));
        var shared = MemoryDrawing.shared(map);
        if (!shared.isEmpty()) {
            html.add("<details><summary>Shared arrays</summary><ul>");
            for (Facts.Array array : shared) {
                html.add(
                        "<li>{}: <code>{}</code></li>",
                        Figures.bytes(array.bytes()),
                        array.values().stream().map(Facts.Life::name).collect(Collectors.joining(", ")));
            }
            html.add("</ul></details>\n");
        }
    }

    private void methods() {
        open("methods", "Methods", "");
        html.add("{}", MethodTable.of(facts, listings.keySet()));
        close();
    }

    private void sources() {
        open("source", "Source", "What was generated for both passes, as it stands in the files.");
        for (Facts.Unit unit : facts.units()) {
            html.add("{}", SourceListing.of(facts, unit, listings));
        }
        close();
    }

    private void open(String id, String title, String about) {
        html.add("<section id=\"{}\"><h2>{}</h2>\n", id, title);
        if (!about.isEmpty()) {
            html.add("<p class=\"note\">{}</p>\n", about);
        }
    }

    private void close() {
        html.add("</section>\n");
    }

    /** Says which unit it is where there are several. */
    private void title(Facts.Unit unit) {
        String path = unit.path();
        if (path != null) {
            html.add(
                    "<h3>{} <small>one turn of <code>{}</code>, which runs {} times{}</small></h3>\n",
                    unit.name(),
                    path,
                    unit.times(),
                    unit.recompute() ? " and is computed again for backward" : "");
        } else if (facts.units().size() > 1) {
            html.add("<h3>{} <small>the network</small></h3>\n", unit.name());
        }
    }
}
