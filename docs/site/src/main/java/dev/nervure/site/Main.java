package dev.nervure.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the site, and fails where a link of it leads nowhere. */
public final class Main {
    private Main() {}

    /**
     * Writes the site.
     *
     * @param args the folder of the project and the folder to write to
     * @throws IOException if something cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Path target = Path.of(args[1]).toAbsolutePath().normalize();
        Pages pages = Pages.of(root);
        pages.write(target);
        Javadoc.write(root, target.resolve("api"));
        List<String> broken = BrokenLinks.in(target, pages.files());
        if (!broken.isEmpty()) {
            throw new IllegalStateException("links that lead nowhere:\n" + String.join("\n", broken));
        }
        System.out.println(pages.files().size() + " pages and the Javadoc: " + target.resolve("index.html"));
    }
}
