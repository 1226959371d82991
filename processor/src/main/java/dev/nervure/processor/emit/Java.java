package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;

/** Turns expressions that steps put together as text into blocks that JavaPoet can import for and wrap. */
final class Java {
    private static final ClassName SCALAR = ClassName.get("dev.nervure.runtime.kernel", "Scalar");

    private Java() {}

    static Object[] blocks(Object... args) {
        return Arrays.stream(args)
                .map(arg -> arg instanceof String s ? block(s) : arg)
                .toArray();
    }

    private static CodeBlock block(String expression) {
        String[] parts = expression.split("Scalar\\.", -1);
        CodeBlock.Builder block = CodeBlock.builder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                block.add("$T.", SCALAR);
            }
            block.add(parts[i].replace("$", "$$").replace(" + ", "$W+ ").replace(" ? ", "$W? "));
        }
        return block.build();
    }
}
