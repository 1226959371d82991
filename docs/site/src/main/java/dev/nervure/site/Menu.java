package dev.nervure.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;

/**
 * The pages in the order in which the first page names them.
 *
 * @param titles the title of each page, by its file
 */
record Menu(Map<String, String> titles) {
    static Menu of(Path index, Pages pages) throws IOException {
        Map<String, String> titles = new LinkedHashMap<>();
        Map<String, Path> sources = new LinkedHashMap<>();
        pages.names().forEach((source, name) -> sources.put(name, source));
        titles.put("index.html", "Overview");
        Markdown.parse(index).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                titles.put(pages.resolve(index, link.getDestination()), "");
            }
        });
        for (Map.Entry<String, String> page : titles.entrySet()) {
            Path source = sources.get(page.getKey());
            if (page.getValue().isEmpty() && source != null) {
                page.setValue(Markdown.title(Markdown.parse(source)));
            }
        }
        titles.put("api/index.html", "Javadoc");
        return new Menu(titles);
    }

    String html(String current) {
        StringBuilder html = new StringBuilder("<ul>\n");
        titles.forEach((name, title) -> html.append(name.equals(current) ? "<li class=\"here\"" : "<li")
                .append("><a href=\"")
                .append(Pages.up(current))
                .append(name)
                .append("\">")
                .append(title)
                .append("</a></li>\n"));
        return html.append("</ul>\n").toString();
    }
}
