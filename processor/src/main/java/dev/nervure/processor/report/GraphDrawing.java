package dev.nervure.processor.report;

import static dev.nervure.processor.report.Svg.number;

import dev.nervure.processor.report.GraphLayout.Cell;
import java.util.List;
import java.util.Locale;

/**
 * The tensors of a unit and what they read; a block that repeats is one card, and has a drawing of its own. A long and narrow
 * graph is cut into columns that stand next to each other.
 */
final class GraphDrawing {
    private static final int HEIGHT = 52;
    private static final int RISE = 36;
    private static final int MARGIN = 14;
    private static final int PADDING = 14;
    private static final int NARROWEST = 140;
    private static final int WIDEST = 320;
    private static final int HIGHEST_COLUMN = 600;
    private static final int PAGE = 1036;
    /** Between columns. */
    private static final int GUTTER = 30;
    /** Above and below columns, for edges that lead from one to the next. */
    private static final int LANES = 22;

    private static final int LANE = 4;

    private final Facts.Unit unit;
    private final GraphLayout layout;
    private final double left;
    private final double width;
    private final int ranks; // of a column
    private final int lanes;
    private final Html html;
    private int crossing;

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
        width = to - from;
        int all = layout.ranks().size();
        int wanted = (all * (HEIGHT + RISE) - RISE + HIGHEST_COLUMN - 1) / HIGHEST_COLUMN;
        int columns = Math.max(1, Math.min(wanted, (int) ((PAGE + GUTTER) / (width + GUTTER))));
        ranks = (all + columns - 1) / columns;
        lanes = columns > 1 ? LANES : 0;
        html = Svg.open(
                "The graph of " + unit.name(),
                columns * (width + GUTTER) - GUTTER + 2 * MARGIN,
                ranks * (HEIGHT + RISE) - RISE + 2 * (MARGIN + lanes));
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

    private double top(Cell cell) {
        return MARGIN + lanes + cell.rank % ranks * (double) (HEIGHT + RISE);
    }

    /** Where the column of a cell begins. */
    private double column(Cell cell) {
        int column = cell.rank / ranks;
        return left + column * (width + GUTTER);
    }

    private void cell(Cell cell) {
        Facts.Layer layer = cell.layer;
        if (layer == null) {
            return;
        }
        double x = column(cell) + cell.x - cell.width / 2.0;
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
            double x0 = column(from) + from.x;
            double x1 = column(to) + to.x;
            double y0 = top(from) + HEIGHT;
            double y1 = top(to) - (i + 2 == cells.size() ? 5 : 0);
            double middle = (y0 + y1) / 2;
            path.append(i == 0 ? "M" : "L").append(point(x0, y0));
            if (column(from) != column(to)) {
                cross(path, x1, column(to) - left + MARGIN - GUTTER / 2.0);
                path.append('V').append(number(y1));
                continue;
            }
            path.append('C').append(point(x0, middle)).append(' ').append(point(x1, middle));
            path.append(' ').append(point(x1, y1));
        }
        Cell end = cells.get(cells.size() - 1);
        double x = column(end) + end.x;
        double y = top(end);
        html.add("<path class=\"edge\" d=\"{}\"/>", path);
        html.add("<path class=\"tip\" d=\"M{}L{}L{}Z\"/>\n", point(x - 4, y - 7), point(x + 4, y - 7), point(x, y - 1));
    }

    /** Down, to the gutter, up past the column, and above the cell of the next. */
    private void cross(StringBuilder path, double x1, double gutter) {
        int lane = crossing++ % 4 * LANE;
        double bottom = MARGIN + lanes + ranks * (HEIGHT + RISE) - RISE + 6.0 + lane;
        double top = MARGIN + lanes - 10.0 - lane / 2.0;
        path.append('V').append(number(bottom));
        path.append('H').append(number(gutter - 6 + lane));
        path.append('V').append(number(top));
        path.append('H').append(number(x1));
    }

    private static String point(double x, double y) {
        return number(x) + "," + number(y);
    }
}
