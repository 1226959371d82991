package dev.nervure.runtime;

import java.util.List;

/** What a file says, as messages may repeat it: of a length that one can read, without control characters. */
final class Quote {
    private static final int LONGEST = 80;
    private static final int MOST_LINES = 20;

    private Quote() {}

    /** A name in quotation marks. */
    static String of(String text) {
        return "'" + cut(text) + "'";
    }

    /** A text without quotation marks. */
    static String cut(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
        if (text.length() > LONGEST) {
            shown.append("… (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    /** Lines below a message, each indented; the first ones if there are many. */
    static String lines(List<String> lines) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < lines.size() && i < MOST_LINES; i++) {
            shown.append("\n  ").append(lines.get(i));
        }
        if (lines.size() > MOST_LINES) {
            shown.append("\n  … and ").append(lines.size() - MOST_LINES).append(" more");
        }
        return shown.toString();
    }
}
