package dev.nervure.processor.report;

import static dev.nervure.processor.report.Svg.number;

import java.util.List;
import java.util.Locale;

/** Arrays over steps: a row for each array, as high as it is large, and a bar for each value while it is needed. */
final class MemoryDrawing {
    private static final int GUTTER = 70;
    private static final int LOWEST = 16;
    private static final int HIGHEST = 72;
    private static final int ALL = 320;
    private static final int WIDTH = 720;
    private static final int NARROWEST = 18;
    private static final int WIDEST = 72;
    private static final int LONGEST_LABEL = 20;

    private final Facts.MemoryMap map;
    private final int column;
    private final int head;
    private final Html html;

    private MemoryDrawing(String about, Facts.MemoryMap map) {
        this.map = map;
        int steps = Math.max(1, map.steps().size());
        column = Math.max(NARROWEST, Math.min(WIDEST, WIDTH / steps));
        int longest = map.steps().stream()
                .mapToInt(step -> Math.min(LONGEST_LABEL, step.layer().length()))
                .max()
                .orElse(0);
        head = 40 + (int) (longest * Svg.LETTER);
        int rows = map.arrays().stream().mapToInt(array -> height(array) + 3).sum();
        html = Svg.open(about, GUTTER + steps * column + 8, head + rows + 6);
    }

    static Html of(String about, Facts.MemoryMap map) {
        MemoryDrawing drawing = new MemoryDrawing(about, map);
        drawing.head();
        int y = drawing.head;
        for (Facts.Array array : map.arrays()) {
            drawing.row(array, y);
            y += drawing.height(array) + 3;
        }
        drawing.passes(y);
        return drawing.html.add("</svg>\n");
    }

    private int height(Facts.Array array) {
        long part = map.bytes() == 0 ? 0 : ALL * array.bytes() / map.bytes();
        return (int) Math.max(LOWEST, Math.min(HIGHEST, part));
    }

    private int x(int step) {
        return GUTTER + step * column;
    }

    /** The layers of the steps, each name above the first of its steps. */
    private void head() {
        String before = "";
        for (int i = 0; i < map.steps().size(); i++) {
            Facts.Step step = map.steps().get(i);
            String layer = step.pass() + step.layer();
            if (!layer.equals(before)) {
                html.add(i == 0 ? "" : "</title></text>\n");
                html.add(
                        "<text class=\"step\" transform=\"translate({},{}) rotate(-90)\">{}<title>{}",
                        x(i) + column / 2 + 4,
                        head - 6,
                        Svg.fit(step.layer(), LONGEST_LABEL * Svg.LETTER),
                        step.formula());
            } else {
                html.add("\n{}", step.formula());
            }
            before = layer;
        }
        html.add(map.steps().isEmpty() ? "" : "</title></text>\n");
    }

    /** A line before the first step of each pass, and what it is called. */
    private void passes(int bottom) {
        Facts.Pass before = null;
        double free = 0; // where the line of names has room again
        for (int i = 0; i < map.steps().size(); i++) {
            Facts.Pass pass = map.steps().get(i).pass();
            if (pass != before) {
                String name = pass.name().toLowerCase(Locale.ROOT);
                boolean lower = x(i) < free;
                html.add("<path class=\"pass\" d=\"M{},4V{}\"/>", x(i), bottom);
                html.add("<text class=\"pass\" x=\"{}\" y=\"{}\">{}</text>\n", x(i) + 5, lower ? 27 : 14, name);
                free = lower ? free : x(i) + 10 + name.length() * Svg.LETTER;
            }
            before = pass;
        }
    }

    private void row(Facts.Array array, int y) {
        int height = height(array);
        html.add(
                "<text class=\"bytes\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>",
                GUTTER - 8,
                y + height / 2 + 4,
                Figures.bytes(array.bytes()));
        html.add(
                "<rect class=\"track\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
                GUTTER,
                y,
                column * Math.max(1, map.steps().size()),
                height);
        String kind = (array.gradients() ? "gradient" : "activation") + (array.turns() ? " turns" : "");
        for (int i = 0; i < array.values().size(); i++) {
            bar(kind, array, i, y, height);
        }
        html.add("\n");
    }

    /** A value that is computed in place of another takes over in the middle of the step. */
    private double halfIfInPlace(Facts.Array array, int earlier) {
        List<Facts.Life> values = array.values();
        boolean inPlace = earlier >= 0
                && earlier + 1 < values.size()
                && values.get(earlier).to() == values.get(earlier + 1).from();
        return inPlace ? column / 2.0 : 0;
    }

    private void bar(String kind, Facts.Array array, int i, int y, int height) {
        Facts.Life value = array.values().get(i);
        double later = halfIfInPlace(array, i - 1);
        double sooner = halfIfInPlace(array, i);
        int steps = value.to() - value.from() + 1;
        String text = array.turns() ? "turns of " + value.name() : value.name();
        html.add(
                "<g class=\"{}\"><title>{}</title>",
                kind,
                text + " " + value.shape() + ", " + Figures.bytes(array.bytes())
                        + (steps > 0 ? ", steps " + (value.from() + 1) + " to " + (value.to() + 1) : ", not needed"));
        double width = Math.max(0, steps * column - 2 - later - sooner);
        if (width > 0) {
            html.add(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
                    number(x(value.from()) + 1 + later),
                    y,
                    number(width),
                    height);
        }
        // A value that is alone in its array may write over the track.
        double room = array.values().size() == 1 ? column * (map.steps().size() - (double) value.from()) : width;
        String label = Svg.fit(text, room - 8);
        boolean inside = label.length() * Svg.LETTER <= width - 4;
        if (!label.isEmpty()) {
            html.add(
                    "<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>",
                    inside ? "inside" : "beside",
                    number(inside || width == 0 ? x(value.from()) + 6 + later : x(value.to() + 1) + 4),
                    y + height / 2 + 4,
                    inside ? label : Svg.fit(text, room - width - 8));
        }
        html.add("</g>");
    }

    /** The arrays that several values share. */
    static List<Facts.Array> shared(Facts.MemoryMap map) {
        return map.arrays().stream().filter(array -> array.values().size() > 1).toList();
    }
}
