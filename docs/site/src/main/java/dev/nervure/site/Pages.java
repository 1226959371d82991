package dev.nervure.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pages of the documentation.
 *
 * @param root the folder of the project
 * @param names the file that each page becomes, such as {@code training.html} for {@code docs/training.md}
 */
record Pages(Path root, Map<Path, String> names) {
    static Pages of(Path root) throws IOException {
        Map<Path, String> names = new LinkedHashMap<>();
        Path docs = root.resolve("docs");
        try (Stream<Path> files = Files.walk(docs)) {
            for (Path file : files.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                names.put(file, html(docs.relativize(file)));
            }
        }
        for (String file : List.of("README.md", "CONTRIBUTING.md")) {
            names.put(root.resolve(file), html(Path.of(file.toLowerCase(Locale.ROOT))));
        }
        return new Pages(root, names);
    }

    private static String html(Path file) {
        return file.toString().replace('\\', '/').replaceAll("\\.md$", ".html");
    }

    Collection<String> files() {
        return names.values();
    }

    void write(Path target) throws IOException {
        Menu menu = Menu.of(root.resolve("docs/index.md"), this);
        for (Map.Entry<Path, String> page : names.entrySet()) {
            Path file = target.resolve(page.getValue());
            Files.createDirectories(file.getParent());
            Markdown markdown = Markdown.read(page.getKey(), this);
            Files.writeString(file, Layout.page(markdown.title(), markdown.body(), menu, page.getValue()));
        }
        Path pictures = root.resolve("docs");
        try (Stream<Path> files = Files.walk(pictures)) {
            for (Path file : files.filter(picture -> picture.toString().endsWith(".svg"))
                    .filter(picture -> !picture.startsWith(target)) // a site that was written before
                    .toList()) {
                Path copy = target.resolve(pictures.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What a link of a page leads to within the site; empty for what is not part of it, such as sources. */
    String resolve(Path page, String link) {
        if (link.startsWith("http://") || link.startsWith("https://") || link.startsWith("#")) {
            return link;
        }
        int hash = link.indexOf('#');
        Path file =
                page.resolveSibling(hash < 0 ? link : link.substring(0, hash)).normalize();
        String name = names.get(file);
        if (name == null && file.toString().endsWith(".svg")) {
            name = root.resolve("docs").relativize(file).toString().replace('\\', '/');
        }
        String own = names.getOrDefault(page, "");
        return name == null ? "" : up(own) + name + (hash < 0 ? "" : link.substring(hash));
    }

    /** The way from a page to the first folder of the site. */
    static String up(String name) {
        return "../".repeat((int) name.chars().filter(c -> c == '/').count());
    }
}
