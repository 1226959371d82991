package dev.nervure.processor.report;

import dev.nervure.processor.graph.Decision;
import java.util.List;
import java.util.Locale;

/** What each layer of a unit costs, and how its code is written and why. */
final class LayerTable {
    private final Facts.Unit unit;
    private final Html html = new Html();

    private LayerTable(Facts.Unit unit) {
        this.unit = unit;
    }

    static Html of(Facts.Unit unit) {
        LayerTable table = new LayerTable(unit);
        table.html.add("<div class=\"scroll\"><table class=\"layers\">\n<thead><tr><th>Layer</th><th>Shape</th>"
                + "<th class=\"n\">Parameters</th><th class=\"n\">Weights</th><th class=\"n\">Activations</th>"
                + "<th class=\"n\">Multiply-adds</th><th>How it is written, and why</th></tr></thead>\n<tbody>\n");
        unit.layers().forEach(table::row);
        table.html.add(
                "</tbody>\n<tfoot><tr><th>All</th><td></td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                        + "<td class=\"n\">{}</td><td class=\"n\">{}</td><td></td></tr></tfoot>\n</table></div>\n",
                Figures.count(unit.costs().parameters()),
                Figures.bytes(unit.costs().parameterBytes()),
                Figures.bytes(table.activationBytes()),
                Figures.count(unit.costs().multiplyAdds()));
        return table.html;
    }

    private long activationBytes() {
        return unit.layers().stream().mapToLong(Facts.Layer::activationBytes).sum();
    }

    private void row(Facts.Layer layer) {
        html.add(
                "<tr id=\"{}\"><th><span class=\"name\">{}</span> <span class=\"kind\">{}</span><small>{}</small>",
                Ids.layer(unit, layer.name()),
                layer.name(),
                layer.kind(),
                String.join(", ", layer.attributes()));
        if (!layer.forward().isEmpty() || !layer.backward().isEmpty()) {
            html.add("<small class=\"links\">");
            link("forward", layer.forward());
            link("backward", layer.backward());
            html.add("</small>");
        }
        html.add("</th><td class=\"shape\">{}</td>", layer.shape());
        figure(
                Figures.count(layer.parameters()),
                layer.parameters(),
                unit.costs().parameters());
        figure(
                Figures.bytes(layer.parameterBytes()),
                layer.parameterBytes(),
                unit.costs().parameterBytes());
        figure(Figures.bytes(layer.activationBytes()), layer.activationBytes(), activationBytes());
        figure(
                Figures.count(layer.multiplyAdds()),
                layer.multiplyAdds(),
                unit.costs().multiplyAdds());
        html.add("<td class=\"how\">");
        how(layer);
        html.add("</td></tr>\n");
    }

    private void link(String text, List<Facts.MethodName> methods) {
        if (!methods.isEmpty()) {
            html.add("<a href=\"#{}\">{}</a> ", Ids.method(methods.get(0)), text);
        }
    }

    private void figure(String text, long part, long whole) {
        if (part == 0) {
            html.add("<td class=\"n none\">–</td>");
        } else {
            html.add(
                    "<td class=\"n\">{}<small style=\"--part:{}%\">{}</small></td>",
                    text, Figures.percent(part, whole), Figures.share(part, whole));
        }
    }

    private void how(Facts.Layer layer) {
        for (Facts.Turns turns : layer.turns()) {
            html.add(
                    "<p><span class=\"chip\">turns</span> {} of <a href=\"#{}\">{}</a></p>",
                    turns.times(),
                    Ids.graph(turns.unit()),
                    turns.unit());
        }
        for (Decision decision : layer.decisions()) {
            String choice = decision.choice().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            html.add(
                    "<p><span class=\"chip {}\">{}</span> <code>{}</code> {}</p>",
                    choice,
                    choice,
                    decision.subject(),
                    decision.reason());
        }
        boolean chosen = !layer.decisions().isEmpty()
                || !layer.turns().isEmpty()
                || layer.forward().isEmpty();
        if (!chosen) {
            String form = layer.kernels().isEmpty() ? "loops" : "kernel";
            html.add(
                    "<p><span class=\"chip {}\">{}</span> <code>{}</code></p>",
                    form,
                    form,
                    String.join("; ", layer.formulas()));
        }
        if (!layer.kernels().isEmpty()) {
            html.add("<p class=\"calls\">uses {} of the runtime</p>", String.join(", ", layer.kernels()));
        }
    }
}
