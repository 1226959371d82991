package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns expressions that steps put together as text into blocks that JavaPoet can import for and wrap. */
final class Java {
    private static final ClassName SCALAR = ClassName.get("dev.nervure.runtime.kernel.function", "Scalar");
    private static final Pattern OPERATOR = Pattern.compile(" [-+?] ");
    private static final Pattern BRACKET_OR_ARGUMENT = Pattern.compile("[\\[\\]()]|\\$(\\d*)[A-Z]");
    private static final int DEEPEST_BREAK = 1; // parentheses around an operator

    private Java() {}

    /** The format of a statement that may break between arguments and before operators. */
    static String statement(String format) {
        return wrappable(format, 0).replace(", ", ",$W");
    }

    /** The arguments of a format. */
    static Object[] blocks(String format, Object... args) {
        Object[] blocks = Arrays.copyOf(args, args.length, Object[].class);
        int depth = 0;
        int relative = 0;
        for (Matcher part = BRACKET_OR_ARGUMENT.matcher(format); part.find(); ) {
            depth += deeper(part.group().charAt(0));
            if (part.group(1) != null) {
                int at = part.group(1).isEmpty() ? relative++ : Integer.parseInt(part.group(1)) - 1;
                if (args[at] instanceof String s) {
                    blocks[at] = block(s, depth);
                }
            }
        }
        return blocks;
    }

    private static CodeBlock block(String expression, int depth) {
        String[] parts = wrappable(expression.replace("$", "$$"), depth).split("Scalar\\.", -1);
        CodeBlock.Builder block = CodeBlock.builder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                block.add("$T.", SCALAR);
            }
            block.add(parts[i]);
        }
        return block.build();
    }

    private static String wrappable(String expression, int around) {
        StringBuilder wrappable = new StringBuilder();
        int depth = around;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += deeper(c);
            boolean operator =
                    OPERATOR.matcher(expression).region(i, expression.length()).lookingAt();
            wrappable.append(operator && depth <= DEEPEST_BREAK ? "$W" : c);
        }
        return wrappable.toString();
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
