package dev.nervure.inspection;

import java.util.List;

/** Several charts in one, row by row. */
final class Panels extends Chart {
    private static final int GAP = 16;

    private final int columns;
    private final List<Chart> charts;

    Panels(String title, int columns, List<? extends Chart> charts) {
        super(title);
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1, got " + columns);
        }
        this.columns = columns;
        this.charts = List.copyOf(charts);
    }

    private int cellWidth() {
        return GAP + charts.stream().mapToInt(Chart::width).max().orElse(0);
    }

    private int cellHeight() {
        return GAP + charts.stream().mapToInt(Chart::height).max().orElse(0);
    }

    private int top() {
        return title().isEmpty() ? 0 : 30;
    }

    @Override
    int width() {
        return Math.max(cellWidth() * Math.min(columns, charts.size()) - GAP, 14 + 8 * title().length());
    }

    @Override
    int height() {
        return top() + cellHeight() * ((charts.size() + columns - 1) / columns) - GAP;
    }

    @Override
    void draw(Svg svg) {
        svg.text(4, 18, title(), "i b");
        for (int i = 0; i < charts.size(); i++) {
            svg.chart(charts.get(i), i % columns * cellWidth(), top() + i / columns * cellHeight());
        }
    }
}
