package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Statements of a method that may be too many for one: HotSpot never compiles a method of more than 8,000 bytes, and javac
 * takes none of more than 65,535. Then they stand in private methods, called one after the other.
 */
final class Parts {
    /** So many values of a class are set in its constructor; more in methods, so that their fields cannot be final. */
    static final int VALUES = 100;

    private Parts() {}

    /** Whether that many values are too many for a constructor. */
    static boolean tooMany(int values) {
        return values > VALUES;
    }

    /**
     * Adds the statements to a method, in methods of their own if they are long.
     *
     * @param name what the method of a number is called
     * @param modifiers of those methods, besides {@code private}
     * @param arguments what they are given
     */
    static void add(
            List<CodeBlock> statements,
            MethodSpec.Builder method,
            TypeSpec.Builder type,
            IntFunction<String> name,
            List<Modifier> modifiers,
            ParameterSpec... arguments) {
        List<CodeBlock> parts = cut(statements);
        if (parts.size() == 1) {
            method.addCode(parts.get(0));
            return;
        }
        String names = List.of(arguments).stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        for (int i = 0; i < parts.size(); i++) {
            String called = name.apply(i + 1);
            MethodSpec.Builder part = MethodSpec.methodBuilder(called)
                    .addModifiers(Modifier.PRIVATE)
                    .addModifiers(modifiers)
                    .addParameters(List.of(arguments))
                    .addCode(parts.get(i));
            type.addMethod(part.build());
            method.addStatement("$L($L)", called, names);
        }
    }

    /** Adds a field with its first value; where they are too many, a statement sets it. */
    static void field(FieldSpec field, boolean tooMany, TypeSpec.Builder type, List<CodeBlock> statements) {
        if (tooMany) {
            type.addField(FieldSpec.builder(field.type(), field.name())
                    .addJavadoc("$L", field.javadoc())
                    .build());
            statements.add(statement("$L = $L", field.name(), field.initializer()));
        } else {
            type.addField(field);
        }
    }

    static CodeBlock statement(String format, Object... arguments) {
        return CodeBlock.builder().addStatement(format, arguments).build();
    }

    private static List<CodeBlock> cut(List<CodeBlock> statements) {
        List<CodeBlock> parts = new ArrayList<>();
        CodeBlock.Builder part = CodeBlock.builder();
        int bytes = 0;
        for (CodeBlock statement : statements) {
            int more = Bytecode.estimate(statement);
            if (bytes > 0 && bytes + more > Bytecode.LIMIT) {
                parts.add(part.build());
                part = CodeBlock.builder();
                bytes = 0;
            }
            part.add(statement);
            bytes += more;
        }
        parts.add(part.build());
        return parts;
    }
}
