package dev.nervure.processor.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of a page of the documentation: the files that it shows, each below a line that gives its path, and the commands
 * that it tells to type.
 */
record Page(Map<String, String> files, List<String> commands, List<String> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^`([^`\\n]+)`:\\n\\n)?^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static Page section(Path page, String heading) throws IOException {
        String text = Files.readString(page);
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException(page + " has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        Map<String, String> files = new LinkedHashMap<>();
        List<String> commands = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text.substring(start, end < 0 ? text.length() : end));
        while (block.find()) {
            if (block.group(1) != null) {
                files.put(block.group(1), block.group(3));
            } else if (block.group(2).equals("sh")) {
                commands.add(block.group(3));
            } else {
                blocks.add(block.group(3));
            }
        }
        return new Page(files, commands, blocks);
    }

    /** The headings of all sections. */
    static List<String> headings(Path page) throws IOException {
        return Pattern.compile("^## (.+)$", Pattern.MULTILINE)
                .matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    /** All blocks of a language, in their order. */
    static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            if (block.group(2).equals(language)) {
                blocks.add(block.group(3));
            }
        }
        return blocks;
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
