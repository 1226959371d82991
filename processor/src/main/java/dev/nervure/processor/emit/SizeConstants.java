package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.plan.Size;
import dev.nervure.processor.plan.Sizes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * The constants of a class for the sizes of axes, and for those of several axes together.
 */
final class SizeConstants {
    /** A constant: its value, and whether samples may have less. */
    private record Constant(String value, boolean varies) {}

    private final BinaryOperator<String> names;
    private final Map<String, Constant> constants = new LinkedHashMap<>();

    /** @param names gives a name for a key, like the one that is wanted */
    SizeConstants(BinaryOperator<String> names) {
        this.names = names;
    }

    Axes axes(Shape shape, Sizes sizes) {
        List<Index> each = sizes.axes().stream().map(this::size).toList();
        return sizes.spans().isEmpty()
                ? new Axes(shape, each)
                : new Axes(shape, each, sizes.spans().stream().map(this::span).toList());
    }

    private Index size(Size size) {
        return size.name().isEmpty()
                ? Index.of(size.places())
                : constant(size.name(), Integer.toString(size.places()), size.varies());
    }

    private Index span(Sizes.Span span) {
        if (span.axes().size() < 2 || span.name().isEmpty()) {
            return Index.product(span.axes().stream().map(this::size).toList());
        }
        String product = span.axes().stream()
                .map(size -> Integer.toString(size.places()))
                .collect(Collectors.joining(" * "));
        return constant(span.name(), product, span.axes().stream().anyMatch(Size::varies));
    }

    private Index constant(String wanted, String value, boolean varies) {
        String name = names.apply(wanted + " = " + value, wanted);
        constants.put(name, new Constant(value, varies));
        return Index.size(name);
    }

    /** Adds those that methods mention: the fixed ones in one declaration. */
    void add(Set<String> mentioned, TypeSpec.Builder type) {
        List<String> used =
                constants.keySet().stream().filter(mentioned::contains).toList();
        declare(used.stream().filter(name -> !get(name).varies).toList(), "", type);
        declare(used.stream().filter(name -> get(name).varies).toList(), "At most: samples may be shorter.", type);
    }

    private Constant get(String name) {
        return constants.getOrDefault(name, new Constant("", false));
    }

    /** One declaration of several constants, which takes less room than a field each. */
    private void declare(List<String> several, String comment, TypeSpec.Builder type) {
        if (several.isEmpty()) {
            return;
        }
        CodeBlock.Builder values = CodeBlock.builder().add("$L", get(several.get(0)).value);
        several.stream().skip(1).forEach(name -> values.add(",$W$L = $L", name, get(name).value));
        FieldSpec.Builder field = FieldSpec.builder(
                        TypeName.INT, several.get(0), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(values.build());
        if (!comment.isEmpty()) {
            field.addJavadoc(comment);
        }
        type.addField(field.build());
    }
}
