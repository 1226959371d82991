package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns expressions that steps put together as text into blocks that JavaPoet can import for and wrap. */
final class Java {
    private static final ClassName SCALAR = ClassName.get("dev.nervure.runtime.kernel", "Scalar");

    private static final Pattern BRACKET_OR_ARGUMENT = Pattern.compile("[\\[\\]]|\\$(\\d*)[A-Z]");

    private Java() {}

    /** The arguments of a format; those within an index stay on one line. */
    static Object[] blocks(String format, Object... args) {
        Object[] blocks = Arrays.copyOf(args, args.length, Object[].class);
        int open = 0;
        int relative = 0;
        for (Matcher part = BRACKET_OR_ARGUMENT.matcher(format); part.find(); ) {
            open += part.group().equals("[") ? 1 : part.group().equals("]") ? -1 : 0;
            if (part.group(1) != null) {
                int at = part.group(1).isEmpty() ? relative++ : Integer.parseInt(part.group(1)) - 1;
                if (args[at] instanceof String s) {
                    blocks[at] = block(s, open > 0);
                }
            }
        }
        return blocks;
    }

    private static CodeBlock block(String expression, boolean index) {
        String[] parts = wrappable(expression, index).split("Scalar\\.", -1);
        CodeBlock.Builder block = CodeBlock.builder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                block.add("$T.", SCALAR);
            }
            block.add(parts[i]);
        }
        return block.build();
    }

    /** Lets lines break before the operators of sums and choices, but not within an index. */
    private static String wrappable(String expression, boolean index) {
        StringBuilder format = new StringBuilder();
        int open = index ? 1 : 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            open += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (open == 0 && (expression.startsWith(" + ", i) || expression.startsWith(" ? ", i))) {
                format.append("$W");
            } else {
                format.append(c == '$' ? "$$" : c);
            }
        }
        return format.toString();
    }
}
