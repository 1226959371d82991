package dev.nervure.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Links of written pages to files and headings that are not there. */
final class BrokenLinks {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private BrokenLinks() {}

    static List<String> in(Path site, Collection<String> files) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String file : files) {
            Path page = site.resolve(file);
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                if (!leadsSomewhere(page, link.group(1))) {
                    broken.add(file + ": " + link.group(1));
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        if (link.startsWith("https://") || link.startsWith("http://")) {
            return true;
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.isRegularFile(target)
                && (hash < 0 || Files.readString(target).contains(" id=\"" + link.substring(hash + 1) + "\""));
    }
}
