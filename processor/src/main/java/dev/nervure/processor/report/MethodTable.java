package dev.nervure.processor.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How long each generated method is as bytecode. */
final class MethodTable {
    private MethodTable() {}

    /** @param listed the classes whose source is on the page */
    static Html of(Facts facts, Set<String> listed) {
        Html html = new Html();
        if (facts.methods().isEmpty()) {
            return html.add("<p class=\"note\">Not measured: the sources could not be compiled apart, for want of a "
                    + "compiler or of nervure-runtime.</p>\n");
        }
        html.add(
                "<p class=\"note\">Bytes of bytecode, from the class files that javac makes of the sources. HotSpot never "
                        + "compiles a method of {} bytes or more; the bars are shares of that.</p>\n",
                Figures.count(Facts.METHOD_LIMIT));
        Map<String, List<Facts.Method>> types = facts.methods().stream()
                .collect(Collectors.groupingBy(Facts.Method::type, LinkedHashMap::new, Collectors.toList()));
        types.forEach((type, methods) -> {
            html.add(
                    "<details{}><summary><code>{}</code> <small>{}, {} bytes, the longest {}</small></summary>",
                    new Html().add(listed.contains(type) ? " open" : ""),
                    type,
                    methods.size() == 1 ? "1 method" : methods.size() + " methods",
                    Figures.count(
                            methods.stream().mapToLong(Facts.Method::bytes).sum()),
                    Figures.count(methods.stream()
                            .mapToLong(Facts.Method::bytes)
                            .max()
                            .orElse(0)));
            html.add("<div class=\"scroll\"><table class=\"methods\"><tbody>\n");
            methods.forEach(method -> row(method, listed.contains(type), html));
            html.add("</tbody></table></div></details>\n");
        });
        return html;
    }

    private static void row(Facts.Method method, boolean listed, Html html) {
        html.add("<tr><th>");
        if (listed && !method.name().startsWith("<")) {
            String id = Ids.method(new Facts.MethodName(method.type(), method.name()));
            html.add("<a href=\"#{}\"><code>{}</code></a>", id, method.name());
        } else {
            html.add("<code>{}</code>", method.name());
        }
        html.add(
                "</th><td class=\"n\">{}</td><td class=\"bar\"><span style=\"--part:{}%\"></span></td></tr>\n",
                Figures.count(method.bytes()), Math.min(100, Figures.percent(method.bytes(), Facts.METHOD_LIMIT)));
    }
}
