package dev.nervure.processor.report;

/** Markup that grows. What is put into it is escaped, unless it is markup itself. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Adds markup, with a value for each {@code {}} of it. */
    Html add(String markup, Object... values) {
        int from = 0;
        for (Object value : values) {
            int at = markup.indexOf("{}", from);
            text.append(markup, from, at);
            if (value instanceof Html html) {
                text.append(html.text);
            } else {
                escape(String.valueOf(value));
            }
            from = at + 2;
        }
        text.append(markup, from, markup.length());
        return this;
    }

    /** Adds text that is not markup. */
    Html escape(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
