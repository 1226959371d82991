package dev.nervure.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of Markdown as HTML.
 *
 * @param title its first heading
 * @param body the elements within {@code <main>}
 */
record Markdown(String title, String body) {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(TABLES)
            .attributeProviderFactory(context -> Markdown::attributes)
            .build();

    static Markdown read(Path page, Pages pages) throws IOException {
        Node document = parse(page);
        document.accept(new Links(page, pages));
        String html = RENDERER.render(document)
                .replace("<table>", "<div class=\"wide\"><table>")
                .replace("</table>", "</table></div>");
        return new Markdown(title(document), html);
    }

    static Node parse(Path page) throws IOException {
        return PARSER.parse(Files.readString(page));
    }

    static String title(Node document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                return text(node);
            }
        }
        throw new IllegalStateException("a page without a heading");
    }

    /** Headings get the names that forges give them. */
    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading) {
            attributes.put(
                    "id",
                    text(node)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-'));
        }
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    /** Leads links to the written pages; what a link to a source says stays, without the link. */
    private static final class Links extends AbstractVisitor {
        private final Path page;
        private final Pages pages;

        Links(Path page, Pages pages) {
            this.page = page;
            this.pages = pages;
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String target = pages.resolve(page, link.getDestination());
            if (target.isEmpty()) {
                List<Node> children = new ArrayList<>();
                for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
                    children.add(child);
                }
                children.forEach(link::insertBefore);
                link.unlink();
            } else {
                link.setDestination(target);
            }
        }

        @Override
        public void visit(Image image) {
            image.setDestination(pages.resolve(page, image.getDestination()));
        }
    }
}
