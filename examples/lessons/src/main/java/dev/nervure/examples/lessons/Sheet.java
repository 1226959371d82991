package dev.nervure.examples.lessons;

import dev.nervure.inspection.Chart;
import dev.nervure.inspection.Page;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a lesson shows: text and tables are printed at once, and all of it, charts too, becomes a page. */
final class Sheet {
    private final PrintStream out;
    private final Page page;
    private final Map<String, Chart> charts = new LinkedHashMap<>();

    Sheet(String title, PrintStream out) {
        this.out = out;
        this.page = Page.of(title);
        out.println(title + "\n");
    }

    /** A sentence or some, as {@link String#format} makes them. */
    Sheet say(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        out.println(text + "\n");
        page.text(text);
        return this;
    }

    /** A table; the first row holds the names of the columns. */
    Sheet table(List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                String pad = " ".repeat(width - row.get(c).length());
                line.append(c == 0 ? row.get(c) + pad : pad + row.get(c)).append("   ");
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        page.table(rows);
        return this;
    }

    /** Code, on the page only. */
    Sheet listing(String title, String code) {
        page.heading(title).listing(code);
        return this;
    }

    /** A chart, which is a file of its own too. */
    Sheet chart(String name, Chart chart) {
        charts.put(name, chart);
        page.chart(chart);
        return this;
    }

    Chart chart(String name) {
        return charts.get(name);
    }

    String html() {
        return page.toHtml();
    }

    /** Writes the page and the charts. */
    void save(String lesson, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve(lesson + ".html"));
        page.save(files.get(0));
        for (Map.Entry<String, Chart> chart : charts.entrySet()) {
            Path file = folder.resolve(lesson + "-" + chart.getKey() + ".svg");
            chart.getValue().save(file);
            files.add(file);
        }
        files.forEach(file -> out.println("wrote " + file));
    }
}
