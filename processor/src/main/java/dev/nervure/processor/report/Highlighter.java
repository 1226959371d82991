package dev.nervure.processor.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Java as markup: {@code <i>} for comments, {@code <b>} for keywords, {@code <u>} for literals, {@code <em>} for annotations. */
final class Highlighter {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>/\\*.*?\\*/|//[^\\n]*)"
                    + "|(?<literal>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|\\b\\d(?:[eE][+-]|[\\w.])*)"
                    + "|(?<annotation>@\\w+)"
                    + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)",
            Pattern.DOTALL);

    private Highlighter() {}

    static Html of(String java) {
        Html html = new Html();
        Matcher token = TOKEN.matcher(java);
        int end = 0;
        while (token.find()) {
            html.escape(java.substring(end, token.start()));
            String tag = tag(token);
            if (tag.isEmpty()) {
                html.escape(token.group());
            } else {
                html.add("<" + tag + ">{}</" + tag + ">", token.group());
            }
            end = token.end();
        }
        return html.escape(java.substring(end));
    }

    private static String tag(Matcher token) {
        if (token.group("comment") != null) {
            return "i";
        }
        if (token.group("literal") != null) {
            return "u";
        }
        if (token.group("annotation") != null) {
            return "em";
        }
        return SourceVersion.isKeyword(token.group(), SourceVersion.RELEASE_17) ? "b" : "";
    }
}
