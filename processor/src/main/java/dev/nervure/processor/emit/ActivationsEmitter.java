package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Node;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** {@code …Activations}: a field and an accessor for each tensor, and where each lies in each kind of activations. */
final class ActivationsEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Scratch scratch;
    private final Set<Value> values = new LinkedHashSet<>();

    private ActivationsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
        values.addAll(plan.program().tensors().values());
        List<Step> steps = new ArrayList<>(plan.program().forward());
        steps.addAll(plan.program().loss());
        steps.stream().filter(step -> plan.fused(step) == null).forEach(step -> values.addAll(step.outputs()));
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Scratch scratch) {
        return new ActivationsEmitter(declaration, plan, scratch).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.activations())
                .superclass(Types.COMPILED_ACTIVATIONS)
                .addJavadoc("The values of one call of $L: owned by one thread.\n", declaration.name());
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(List.class, String.class),
                        "NAMES",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("$T.of($L)", List.class, names(n -> true))
                .build());
        values.forEach(value -> type.addField(Types.of(value), value.name(), Modifier.FINAL));
        scratch.fields().forEach(type::addField);
        type.addMethod(constructor());
        for (Node node : plan.program().network().nodes()) {
            type.addMethod(accessor(node));
        }
        return type.addMethod(MethodSpec.methodBuilder("names")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(ParameterizedTypeName.get(List.class, String.class))
                        .addStatement("return NAMES")
                        .build())
                .addMethod(byName("floats", Types.FLOATS, Value.Element.FLOAT, "float"))
                .addMethod(byName("ints", Types.INTS, Value.Element.INT, "int"))
                .build();
    }

    private String names(java.util.function.Predicate<Node> which) {
        return plan.program().network().nodes().stream()
                .filter(which)
                .map(node -> '"' + node.name() + '"')
                .collect(Collectors.joining(",$W"))
                .replace("$W", " ");
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.KEEP, "keep")
                .addParameter(int.class, "capacity")
                .addStatement("super(keep, capacity)");
        List<Value> everywhere = new ArrayList<>();
        List<Value> differing = new ArrayList<>();
        for (Value value : values) {
            boolean own = plan.inference().of(value) == null && plan.training().of(value) == null;
            (own ? everywhere : differing).add(value);
        }
        everywhere.forEach(value -> constructor.addStatement("$L = $L", value.name(), fresh(value)));
        if (differing.isEmpty()) {
            return constructor.build();
        }
        boolean trainingShares =
                differing.stream().anyMatch(value -> plan.training().of(value) != null);
        constructor.beginControlFlow("if (keep == $T.INFERENCE)", Types.KEEP);
        shared(constructor, plan.inference(), differing);
        if (trainingShares) {
            constructor.nextControlFlow("else if (keep == $T.TRAINING)", Types.KEEP);
            shared(constructor, plan.training(), differing);
        }
        constructor.nextControlFlow("else");
        differing.forEach(value -> constructor.addStatement("$L = $L", value.name(), fresh(value)));
        return constructor.endControlFlow().build();
    }

    private static void shared(MethodSpec.Builder constructor, Buffers buffers, List<Value> values) {
        List<Integer> sizes = buffers.sizes();
        for (int i = 0; i < sizes.size(); i++) {
            constructor.addStatement("float[] shared$L = newFloats($L)", i, sizes.get(i));
        }
        for (Value value : values) {
            Integer buffer = buffers.of(value);
            constructor.addStatement(
                    "$L = $L", value.name(), buffer == null ? fresh(value) : CodeBlock.of("shared$L", buffer));
        }
    }

    static CodeBlock fresh(Value value) {
        int size = value.shape().size();
        boolean batched = value.shape().batched();
        return switch (value.element()) {
            case FLOAT -> batched ? CodeBlock.of("newFloats($L)", size) : CodeBlock.of("new float[$L]", size);
            case INT -> batched ? CodeBlock.of("newInts($L)", size) : CodeBlock.of("new int[$L]", size);
            case DOUBLE -> CodeBlock.of("new double[$L]", size);
        };
    }

    private MethodSpec accessor(Node node) {
        Value value = plan.program().tensor(node.name());
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc("$L $L", node.layer().kind(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(value))
                .addStatement(kept(value))
                .build();
    }

    private CodeBlock kept(Value value) {
        String least = plan.inference().of(value) == null
                ? "INFERENCE"
                : plan.training().of(value) == null ? "TRAINING" : "EVERYTHING";
        return least.equals("INFERENCE")
                ? CodeBlock.of("return $L", value.name())
                : CodeBlock.of("return kept($L, $S, $T.$L)", value.name(), value.name(), Types.KEEP, least);
    }

    private MethodSpec byName(String name, TypeName type, Value.Element element, String what) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "tensor")
                .returns(type);
        List<Value> tensors = plan.program().tensors().values().stream()
                .filter(value -> value.element() == element)
                .toList();
        if (tensors.isEmpty()) {
            return method.addStatement("throw unknown(tensor, $S)", what).build();
        }
        method.beginControlFlow("return switch (tensor)");
        for (Value value : tensors) {
            method.addStatement("case $S -> $L()", value.name(), value.name());
        }
        return method.addStatement("default -> throw unknown(tensor, $S)", what)
                .endControlFlow("")
                .build();
    }
}
