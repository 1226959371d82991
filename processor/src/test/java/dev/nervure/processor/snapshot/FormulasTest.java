package dev.nervure.processor.snapshot;

import dev.nervure.processor.small.SmallNetworksTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the passes of small networks say that they compute: nothing runs a comment, so a reader has to judge it. */
class FormulasTest {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/|//([^\n]*)");
    private static final Pattern FRAME = Pattern.compile("^\\s*\\*?\\s?|\\s+$");
    private static final Pattern CODE = Pattern.compile("^\\{@code (.*)\\}$");

    @Test
    void areTrue() {
        List<String> lines = new ArrayList<>();
        Set<String> known = new HashSet<>(); // each line stands with the first network that says it
        SmallNetworksTest.sources((name, sources) -> {
            Set<String> said = new LinkedHashSet<>();
            sources.forEach((type, source) -> {
                if (type.endsWith("Forward") || type.endsWith("Backward")) {
                    Matcher comment = COMMENT.matcher(source);
                    while (comment.find()) {
                        String text = comment.group(1) == null ? comment.group(2) : comment.group(1);
                        text.lines()
                                .map(line -> FRAME.matcher(line).replaceAll(""))
                                .map(line -> CODE.matcher(line).replaceAll("$1"))
                                .filter(line -> line.contains(" = ") || line.contains(" += ") || line.contains("∂"))
                                .forEach(said::add);
                    }
                }
            });
            said.removeIf(line -> !known.add(line));
            if (!said.isEmpty()) {
                lines.add("");
                lines.add("# " + name);
                lines.addAll(said);
            }
        });
        Snapshot.check("formulas.txt", String.join("\n", lines.subList(1, lines.size())) + "\n");
    }
}
