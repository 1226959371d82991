package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The working memory that the methods of one class ask for; each name is one field, as long as the longest wish. */
final class Scratch {
    /** {@code rows} is 0 for a single row. */
    record Size(int rows, int length) {}

    private final Map<String, Size> sizes = new TreeMap<>();

    void floats(String name, int length) {
        rows(name, 0, length);
    }

    void rows(String name, int rows, int length) {
        sizes.merge(
                name,
                new Size(rows, length),
                (a, b) -> new Size(Math.max(a.rows(), b.rows()), Math.max(a.length(), b.length())));
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
        return fields;
    }

    boolean isRows(String name) {
        Size size = sizes.get(name);
        return size != null && size.rows() > 0;
    }
}
