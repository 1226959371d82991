package dev.nervure.processor.report;

import static dev.nervure.processor.report.Svg.number;

import dev.nervure.processor.report.GraphLayout.Cell;
import java.util.List;
import java.util.Locale;

/** The tensors of a unit and what they read; a block that repeats is one card, and has a drawing of its own. */
final class GraphDrawing {
    private static final int HEIGHT = 52;
    private static final int RISE = 36;
    private static final int MARGIN = 14;
    private static final int PADDING = 14;
    private static final int NARROWEST = 150;
    private static final int WIDEST = 320;

    private final Facts.Unit unit;
    private final GraphLayout layout;
    private final double left;
    private final Html html;

    private GraphDrawing(Facts.Unit unit) {
        this.unit = unit;
        this.layout = GraphLayout.of(unit.layers(), GraphDrawing::width);
        double from = 0;
        double to = 0;
        for (List<Cell> rank : layout.ranks()) {
            for (Cell cell : rank) {
                from = Math.min(from, cell.x - cell.width / 2.0);
                to = Math.max(to, cell.x + cell.width / 2.0);
            }
        }
        left = MARGIN - from;
        int ranks = layout.ranks().size();
        html = Svg.open(
                "The graph of " + unit.name(), to - from + 2 * MARGIN, ranks * (HEIGHT + RISE) - RISE + 2 * MARGIN);
    }

    static Html of(Facts.Unit unit) {
        GraphDrawing drawing = new GraphDrawing(unit);
        drawing.layout.edges().forEach(drawing::edge);
        drawing.layout.ranks().forEach(rank -> rank.forEach(drawing::cell));
        return drawing.html.add("</svg>\n");
    }

    private static int width(Facts.Layer layer) {
        int first = layer.name().length() + layer.kind().length() + 3;
        int second = layer.shape().length() + parameters(layer).length() + 3;
        int wanted = (int) Math.ceil(Math.max(first, second) * Svg.LETTER * 1.1) + 2 * PADDING;
        return Math.min(WIDEST, Math.max(NARROWEST, wanted));
    }

    private static String parameters(Facts.Layer layer) {
        return layer.parameters() == 0 ? "" : Figures.count(layer.parameters());
    }

    private static double top(Cell cell) {
        return MARGIN + cell.rank * (double) (HEIGHT + RISE);
    }

    private void cell(Cell cell) {
        Facts.Layer layer = cell.layer;
        if (layer == null) {
            return;
        }
        double x = left + cell.x - cell.width / 2.0;
        double y = top(cell);
        boolean folded = !layer.turns().isEmpty();
        String target = folded ? Ids.graph(layer.turns().get(0).unit()) : Ids.layer(unit, layer.name());
        html.add(
                "<a href=\"#{}\" class=\"node {}\"><title>{}</title>\n",
                target,
                layer.role().name().toLowerCase(Locale.ROOT),
                String.join(" ", layer.name(), layer.kind(), String.join(", ", layer.attributes()), layer.shape()));
        if (folded) {
            card(x + 8, y + 8, cell.width);
            card(x + 4, y + 4, cell.width);
        }
        card(x, y, cell.width);
        double room = cell.width - 2 * PADDING;
        String kind = folded ? "× " + layer.turns().get(0).times() : layer.kind();
        text("name", "start", x + PADDING, y + 22, Svg.fit(layer.name(), room - (kind.length() + 1) * Svg.LETTER));
        text("kind", "end", x + cell.width - PADDING, y + 22, kind);
        text("shape", "start", x + PADDING, y + 40, Svg.fit(layer.shape(), room));
        text("count", "end", x + cell.width - PADDING, y + 40, parameters(layer));
        html.add("</a>\n");
    }

    private void card(double x, double y, int width) {
        html.add("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>", number(x), number(y), width, HEIGHT);
    }

    private void text(String kind, String anchor, double x, double y, String text) {
        if (!text.isEmpty()) {
            html.add(
                    "<text class=\"{}\" text-anchor=\"{}\" x=\"{}\" y=\"{}\">{}</text>",
                    kind,
                    anchor,
                    number(x),
                    number(y),
                    text);
        }
    }

    /** From the lower edge of what is read to the upper edge of who reads it, straight past the ranks between. */
    private void edge(List<Cell> cells) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i + 1 < cells.size(); i++) {
            Cell from = cells.get(i);
            Cell to = cells.get(i + 1);
            double x0 = left + from.x;
            double x1 = left + to.x;
            double y0 = top(from) + HEIGHT;
            double y1 = top(to) - (i + 2 == cells.size() ? 5 : 0);
            double middle = (y0 + y1) / 2;
            path.append(i == 0 ? "M" : "L").append(point(x0, y0));
            path.append('C').append(point(x0, middle)).append(' ').append(point(x1, middle));
            path.append(' ').append(point(x1, y1));
        }
        Cell end = cells.get(cells.size() - 1);
        double x = left + end.x;
        double y = top(end);
        html.add("<path class=\"edge\" d=\"{}\"/>", path);
        html.add("<path class=\"tip\" d=\"M{}L{}L{}Z\"/>\n", point(x - 4, y - 7), point(x + 4, y - 7), point(x, y - 1));
    }

    private static String point(double x, double y) {
        return number(x) + "," + number(y);
    }
}
