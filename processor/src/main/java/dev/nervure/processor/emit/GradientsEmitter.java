package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** {@code …Gradients}: ∂loss/∂parameter and ∂loss/∂tensor. */
final class GradientsEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Scratch scratch;
    private final Set<Value> parameters = new LinkedHashSet<>();
    private final Set<Value> tensors = new LinkedHashSet<>();
    private final Set<Value> training = new LinkedHashSet<>();

    private GradientsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
        for (Value value : plan.program().parameters().values()) {
            Value gradient = plan.program().gradients().get(value);
            if (gradient != null) {
                parameters.add(gradient);
            }
        }
        for (Step step : plan.program().backward()) {
            step.outputs().stream().filter(out -> !out.isParameter()).forEach(tensors::add);
            if (step.when() != Step.When.LOOKING) {
                step.outputs().stream().filter(out -> !out.isParameter()).forEach(training::add);
            }
        }
        plan.program().network().outputs().forEach(node -> {
            Value gradient = plan.program().gradients().get(plan.program().tensor(node.name()));
            if (gradient != null) {
                tensors.add(gradient);
                training.add(gradient);
            }
        });
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Scratch scratch) {
        return new GradientsEmitter(declaration, plan, scratch).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.gradients())
                .superclass(Types.COMPILED_GRADIENTS)
                .addJavadoc(
                        "∂loss/∂parameters and ∂loss/∂tensors of one call of $L: owned by one thread.\n",
                        declaration.name());
        parameters.forEach(value -> type.addField(Parameters.field(plan, value)));
        tensors.forEach(value -> type.addField(Types.FLOATS, value.name(), Modifier.FINAL));
        scratch.fields().forEach(type::addField);
        type.addMethod(constructor());
        tensors.stream().filter(Value::named).forEach(value -> type.addMethod(accessor(value)));
        return type.addMethod(byName()).build();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(declaration.weights(), "weights")
                .addParameter(Types.KEEP, "keep")
                .addParameter(int.class, "capacity")
                .addStatement("super(weights, keep, capacity)");
        for (Value value : parameters) {
            constructor.addStatement(
                    "parameter($S, $L)",
                    Objects.requireNonNull(value.parameter()).name(),
                    Parameters.storage(plan, value));
        }
        List<Value> own = new ArrayList<>();
        List<Value> differing = new ArrayList<>();
        for (Value value : tensors) {
            boolean always = training.contains(value) && plan.gradients().of(value) == null;
            (always ? own : differing).add(value);
        }
        own.forEach(value -> constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value)));
        if (differing.isEmpty()) {
            return constructor.build();
        }
        constructor.beginControlFlow("if (keep == $T.TRAINING)", Types.KEEP);
        for (int i = 0; i < plan.gradients().sizes().size(); i++) {
            constructor.addStatement(
                    "float[] shared$L = newFloats($L)",
                    i,
                    plan.gradients().sizes().get(i));
        }
        for (Value value : differing) {
            Integer buffer = plan.gradients().of(value);
            constructor.addStatement(
                    "$L = $L", value.name(), buffer == null ? CodeBlock.of("NONE") : CodeBlock.of("shared$L", buffer));
        }
        constructor.nextControlFlow("else");
        differing.forEach(value -> constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value)));
        return constructor.endControlFlow().build();
    }

    private MethodSpec accessor(Value value) {
        boolean always = training.contains(value) && plan.gradients().of(value) == null;
        return MethodSpec.methodBuilder(value.name())
                .addJavadoc("∂loss/∂$L $L", value.name(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.FLOATS)
                .addStatement(
                        always
                                ? CodeBlock.of("return $L", value.name())
                                : CodeBlock.of(
                                        "return kept($L, $S, $T.EVERYTHING)", value.name(), value.name(), Types.KEEP))
                .build();
    }

    private MethodSpec byName() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("activation")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "tensor")
                .returns(Types.FLOATS);
        List<Value> named = tensors.stream().filter(Value::named).toList();
        if (named.isEmpty()) {
            return method.addStatement("throw unknown(tensor)").build();
        }
        method.beginControlFlow("return switch (tensor)");
        named.forEach(value -> method.addStatement("case $S -> $L()", value.name(), value.name()));
        return method.addStatement("default -> throw unknown(tensor)")
                .endControlFlow("")
                .build();
    }
}
