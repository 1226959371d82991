package dev.nervure.examples.benchmarks.report;

import java.util.List;

/** A table in Markdown: text in the first column, figures in the others. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(String... header) {
        line(List.of(header));
        text.append("|---|").append("---:|".repeat(header.length - 1)).append('\n');
    }

    void row(List<String> cells) {
        line(cells);
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
