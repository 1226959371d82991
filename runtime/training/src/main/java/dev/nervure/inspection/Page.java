package dev.nervure.inspection;

import dev.nervure.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A page of HTML: text, tables, listings and charts. It is one file, reads on a phone, and loads nothing. */
public final class Page {
    private static final String SHEET = """
            :root{color-scheme:light dark}
            body{font:16px/1.55 system-ui,sans-serif;margin:0 auto;padding:1.5rem 1rem 4rem;max-width:60rem;color:#24303c;background:#fff}
            h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
            .wide{overflow-x:auto;margin:1rem 0}figure{margin:1.2rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}
            table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
            th,td{padding:.3rem .8rem;text-align:right;border-bottom:1px solid #e3e8ed;white-space:nowrap}
            th{font-weight:600;white-space:normal;vertical-align:bottom}td:first-child,th:first-child{text-align:left;padding-left:0}.t{text-align:left}
            pre{font:13px/1.5 ui-monospace,monospace;background:#f5f7f9;padding:.8rem 1rem;border-radius:6px;overflow-x:auto}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:.4rem 1.2rem}.charts figure{margin:.4rem 0}
            @media(prefers-color-scheme:dark){body{color:#dfe5eb;background:#161c22}th,td{border-color:#313c47}pre{background:#1e262e}}
            """;

    private final String title;
    private final StringBuilder body = new StringBuilder();

    private Page(String title) {
        this.title = title;
    }

    /**
     * A page with a title and nothing else.
     *
     * @param title the title and first heading, as plain text
     * @return the page
     */
    public static Page of(String title) {
        return new Page(title);
    }

    /**
     * Adds a heading.
     *
     * @param text plain text; it is escaped
     * @return this page
     */
    public Page heading(String text) {
        return element("h2", text);
    }

    /**
     * Adds a paragraph.
     *
     * @param text plain text; it is escaped
     * @return this page
     */
    public Page text(String text) {
        return element("p", text);
    }

    /**
     * Adds text with its spaces and line ends, such as code.
     *
     * @param text plain text; it is escaped
     * @return this page
     */
    public Page listing(String text) {
        body.append("<pre>").append(Svg.escape(text)).append("</pre>\n");
        return this;
    }

    /**
     * Adds a table.
     *
     * @param rows the cells of each row; the first row holds the names of the columns
     * @return this page
     */
    public Page table(List<List<String>> rows) {
        body.append("<div class=\"wide\"><table>\n");
        for (int r = 0; r < rows.size(); r++) {
            String cell = r == 0 ? "th" : "td";
            body.append("<tr>");
            for (int c = 0; c < rows.get(r).size(); c++) {
                tag(cell, isText(rows, c) ? " class=\"t\"" : "", rows.get(r).get(c));
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    /**
     * Adds a chart.
     *
     * @param chart drawn as it is now; later changes do not show
     * @return this page
     */
    public Page chart(Chart chart) {
        body.append("<figure>").append(chart.toSvg()).append("</figure>\n");
        return this;
    }

    /**
     * Adds charts next to each other, two in a row where there is room.
     *
     * @param charts drawn as they are now; later changes do not show
     * @return this page
     */
    public Page charts(List<? extends Chart> charts) {
        body.append("<div class=\"charts\">\n");
        charts.forEach(this::chart);
        body.append("</div>\n");
        return this;
    }

    /** Whether a column holds words: numbers stand on the right. */
    private static boolean isText(List<List<String>> rows, int column) {
        return rows.stream()
                .skip(1)
                .anyMatch(row -> column < row.size()
                        && row.get(column).chars().limit(1).anyMatch(Character::isLetter)
                        && !row.get(column).equals("NaN"));
    }

    private Page element(String name, String text) {
        tag(name, "", text);
        body.append('\n');
        return this;
    }

    private void tag(String name, String attributes, String text) {
        body.append('<')
                .append(name)
                .append(attributes)
                .append('>')
                .append(Svg.escape(text))
                .append("</")
                .append(name)
                .append('>');
    }

    /**
     * The whole page.
     *
     * @return an HTML document that loads no other file
     */
    public String toHtml() {
        String escaped = Svg.escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + escaped
                + "</title>\n<style>\n" + SHEET + "</style>\n</head>\n<body>\n<h1>" + escaped + "</h1>\n" + body
                + "</body>\n</html>\n";
    }

    /**
     * Writes {@link #toHtml} in UTF-8.
     *
     * @param file the file to write or to replace
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        AtomicFile.write(file, toHtml());
    }
}
