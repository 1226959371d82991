package dev.nervure.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What layers are called elsewhere, from the table at the end of docs/coming-from.md. */
record ForeignNames(Map<String, String> names) {
    private static final Pattern ROW = Pattern.compile("^\\| (\\w+) \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

    static ForeignNames read(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher row = ROW.matcher(text.substring(text.indexOf("\n## Names of layers\n")));
        Map<String, String> names = new LinkedHashMap<>();
        while (row.find()) {
            if (!row.group(1).equals("here")) {
                names.put(row.group(1), said("PyTorch", row.group(2)) + said("Keras", row.group(3)));
            }
        }
        return new ForeignNames(names);
    }

    private static String said(String framework, String names) {
        return names.equals("—") ? "" : " · " + framework + ": `" + names.replace(", ", "`, `") + "`";
    }

    /** Such as {@code " · PyTorch: `nn.Linear` · Keras: `Dense`"}. */
    String of(String layer) {
        String name = names.get(layer);
        if (name == null) {
            throw new AssertionError("docs/coming-from.md does not say what " + layer + " is called elsewhere");
        }
        return name;
    }
}
