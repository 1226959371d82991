package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Value;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method that finds a tensor's array by its name: a switch, or several where there are many tensors. */
final class ByName {
    private static final int CASES = 200; // each takes some 36 bytes of the 8,000 that a method may have

    private ByName() {}

    /**
     * Adds the method.
     *
     * @param other what is returned for other names
     */
    static void add(String name, TypeName result, List<Value> tensors, CodeBlock other, TypeSpec.Builder type) {
        for (int from = 0, part = 1; from == 0 || from < tensors.size(); from += CASES, part++) {
            int to = Math.min(tensors.size(), from + CASES);
            MethodSpec.Builder method = MethodSpec.methodBuilder(part == 1 ? name : name + part)
                    .addParameter(String.class, "tensor")
                    .returns(result);
            if (part == 1) {
                method.addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
            } else {
                method.addModifiers(Modifier.PRIVATE);
            }
            CodeBlock further = to < tensors.size() ? CodeBlock.of("$L(tensor)", name + (part + 1)) : other;
            if (from == to) {
                method.addStatement("return $L", further);
            } else {
                method.beginControlFlow("return switch (tensor)");
                tensors.subList(from, to)
                        .forEach(value -> method.addStatement("case $S -> $L()", value.name(), value.name()));
                method.addStatement("default -> $L", further).addCode("$<};\n");
            }
            type.addMethod(method.build());
        }
    }
}
