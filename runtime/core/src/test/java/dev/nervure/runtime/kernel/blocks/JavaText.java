package dev.nervure.runtime.kernel.blocks;

import java.util.List;

/** Java text of one class, formatted as the build formats it. */
final class JavaText {
    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();
    private int indent;

    /** One line. A line that ends in a brace opens a block, one that begins with a brace closes it. */
    JavaText line(String line) {
        if (line.startsWith("}")) {
            indent--;
        }
        text.append("    ".repeat(line.isEmpty() ? 0 : indent)).append(line).append('\n');
        if (line.endsWith("{")) {
            indent++;
        }
        return this;
    }

    /** Lines of Javadoc. */
    JavaText doc(String... lines) {
        if (lines.length == 1) {
            return line("/** " + lines[0] + " */");
        }
        line("/**");
        for (String each : lines) {
            line(each.isEmpty() ? " *" : " * " + each);
        }
        return line(" */");
    }

    /** The head of a method: its parameters on one line, on the next, or each on its own. */
    JavaText method(String name, List<String> parameters) {
        line("");
        String open = "static void " + name + "(";
        String joined = String.join(", ", parameters) + ") {";
        String margin = "    ".repeat(indent);
        if (margin.length() + open.length() + joined.length() <= WIDTH) {
            return line(open + joined);
        }
        text.append(margin).append(open).append('\n');
        if (margin.length() + 8 + joined.length() <= WIDTH) {
            text.append(margin).append("        ").append(joined).append('\n');
        } else {
            text.append(margin).append("        ");
            text.append(String.join(",\n" + margin + "        ", parameters)).append(") {\n");
        }
        indent++;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
