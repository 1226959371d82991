package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import dev.nervure.processor.op.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/**
 * What the methods of one class ask for beside the values: working memory, one field a name and as long as the longest
 * wish, and constants.
 */
final class Scratch {
    /** {@code rows} is 0 for a single row. */
    record Size(int rows, int length) {}

    private final Map<String, Size> sizes = new TreeMap<>();
    private final Map<String, ClassName> objects = new TreeMap<>();
    private final Map<String, FieldSpec> constants = new TreeMap<>();

    void floats(String name, int length) {
        rows(name, 0, length);
    }

    void rows(String name, int rows, int length) {
        sizes.merge(
                name,
                new Size(rows, length),
                (a, b) -> new Size(Math.max(a.rows(), b.rows()), Math.max(a.length(), b.length())));
    }

    /** An object of a class with a constructor without parameters. */
    void object(String name, ClassName type) {
        objects.put(name, type);
    }

    String constant(String name, List<Float> values) {
        return constant(
                name,
                Types.FLOATS,
                values.stream()
                        .map(value -> CodeBlock.of("$L", Floats.literal(value)))
                        .collect(CodeBlock.joining(",$W", "{", "}")));
    }

    String constant(String name, TypeName type, CodeBlock value) {
        String constant = constantName(name);
        constants.put(
                constant,
                FieldSpec.builder(type, constant, Modifier.STATIC, Modifier.FINAL)
                        .initializer(value)
                        .build());
        return constant;
    }

    static String constantName(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** The constants of the class whose methods asked for them. */
    List<FieldSpec> constants() {
        return List.copyOf(constants.values());
    }

    /** The fields that hold them. */
    List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        sizes.forEach((name, size) -> {
            boolean single = size.rows() == 0;
            fields.add(FieldSpec.builder(single ? Types.FLOATS : Types.FLOAT_ROWS, name, Modifier.FINAL)
                    .initializer(
                            single
                                    ? CodeBlock.of("new float[$L]", size.length())
                                    : CodeBlock.of("new float[$L][$L]", size.rows(), size.length()))
                    .build());
        });
        objects.forEach((name, type) -> fields.add(FieldSpec.builder(type, name, Modifier.FINAL)
                .initializer("new $T()", type)
                .build()));
        return fields;
    }

    TypeName type(String name) {
        ClassName object = objects.get(name);
        Size size = sizes.get(name);
        return object != null ? object : size != null && size.rows() > 0 ? Types.FLOAT_ROWS : Types.FLOATS;
    }
}
