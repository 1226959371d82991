package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Index;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns expressions that steps put together as text into blocks that JavaPoet can import for and wrap. */
final class Java {
    /** The classes that expressions name. They are imported, since the user's package may have classes of these names. */
    private static final Map<String, ClassName> CLASSES = Map.of(
            "Scalar", ClassName.get("dev.nervure.runtime.kernel.function", "Scalar"),
            "Math", ClassName.get(Math.class),
            "Float", ClassName.get(Float.class),
            "Integer", ClassName.get(Integer.class),
            "System", ClassName.get(System.class));

    private static final Pattern CLASS = Pattern.compile("\\b(Scalar|Math|Float|Integer|System)(?=\\.)");
    private static final String OPERATORS = "+-?";
    private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d*)([A-Z])");
    private static final int DEEPEST_BREAK = 1; // parentheses around an operator

    private Java() {}

    /** A statement, which may break between arguments and before operators. */
    static CodeBlock statement(String format, Object... args) {
        return code(format, true, args);
    }

    /** What stands before a brace: only arguments may break. */
    static CodeBlock header(String format, Object... args) {
        return code(format, false, args);
    }

    private static CodeBlock code(String format, boolean breaks, Object... args) {
        CodeBlock.Builder code = CodeBlock.builder();
        Matcher argument = ARGUMENT.matcher(format);
        int depth = 0;
        int relative = 0;
        int from = 0;
        while (argument.find()) {
            depth = text(format.substring(from, argument.start()), depth, breaks, code);
            int at = argument.group(1).isEmpty() ? relative++ : Integer.parseInt(argument.group(1)) - 1;
            boolean expression = args[at] instanceof String || args[at] instanceof Index;
            if (expression && argument.group(2).equals("L")) {
                code.add(block(args[at].toString(), depth));
            } else {
                code.add("$" + argument.group(2), args[at]);
            }
            from = argument.end();
        }
        text(format.substring(from), depth, breaks, code);
        return code.build();
    }

    /** Adds text of a format and returns how deep it ends. */
    private static int text(String text, int depth, boolean breaks, CodeBlock.Builder code) {
        code.add(imported(breaks ? wrappable(text, depth).replace(", ", ",$W") : text));
        return depth + text.chars().map(c -> deeper((char) c)).sum();
    }

    private static CodeBlock block(String expression, int depth) {
        return imported(wrappable(expression.replace("$", "$$"), depth));
    }

    /** Text with the classes that it names. */
    private static CodeBlock imported(String text) {
        if (text.indexOf('.') < 0) {
            return CodeBlock.of(text);
        }
        CodeBlock.Builder block = CodeBlock.builder();
        Matcher name = CLASS.matcher(text);
        int from = 0;
        for (; name.find(); from = name.end(1)) {
            block.add(text.substring(from, name.start())).add("$T", CLASSES.get(name.group(1)));
        }
        return block.add(text.substring(from)).build();
    }

    private static String wrappable(String expression, int around) {
        StringBuilder wrappable = new StringBuilder();
        int depth = around;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += deeper(c);
            wrappable.append(depth <= DEEPEST_BREAK && isBeforeOperator(expression, i) ? "$W" : c);
        }
        return wrappable.toString();
    }

    private static boolean isBeforeOperator(String expression, int at) {
        return expression.charAt(at) == ' '
                && at + 2 < expression.length()
                && OPERATORS.indexOf(expression.charAt(at + 1)) >= 0
                && expression.charAt(at + 2) == ' ';
    }

    /** An index is too deep for any break. */
    private static int deeper(char c) {
        return switch (c) {
            case '(' -> 1;
            case ')' -> -1;
            case '[' -> 1 + DEEPEST_BREAK;
            case ']' -> -1 - DEEPEST_BREAK;
            default -> 0;
        };
    }
}
