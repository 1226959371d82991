package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** {@code …Gradients}: ∂loss/∂parameter and ∂loss/∂tensor. */
final class GradientsEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Scratch scratch;
    private final Set<Value> parameters = new LinkedHashSet<>();
    private final Set<Value> tensors = new LinkedHashSet<>();
    private final Set<Value> training = new LinkedHashSet<>();
    private final Set<Value> given = new LinkedHashSet<>();
    private final Map<Step, Repetition> repeats = new LinkedHashMap<>();

    private GradientsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.scratch = scratch;
        for (Value value : program.parameters().values()) {
            Value gradient = program.gradients().get(value);
            if (gradient != null) {
                parameters.add(gradient);
            }
        }
        for (Step step : program.backward()) {
            step.outputs().stream().filter(out -> !out.isParameter()).forEach(out -> {
                tensors.add(out);
                if (!step.when().looking()) {
                    training.add(out);
                }
            });
            if (step.op() instanceof Repeat.Backward backward) {
                repeats.put(step, backward.repeat());
            }
        }
        program.unit().outputs().forEach(this::always);
        if (program.unit().block()) {
            program.unit().inputs().forEach(this::always);
            given.add(gradient(program.unit().outputs().get(0)));
            program.unit().inputs().stream()
                    .skip(1)
                    .map(this::optionalGradient)
                    .filter(Objects::nonNull)
                    .forEach(given::add);
        }
    }

    private void always(Node node) {
        Value gradient = optionalGradient(node);
        if (gradient != null) {
            tensors.add(gradient);
            training.add(gradient);
        }
    }

    private @Nullable Value optionalGradient(Node node) {
        return program.gradients().get(program.tensor(node));
    }

    private Value gradient(Node node) {
        return Objects.requireNonNull(optionalGradient(node), node::name);
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
        tensors.forEach(value -> type.addField(Types.of(value), value.name(), Modifier.FINAL));
        repeats.values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.name(), Modifier.FINAL));
        scratch.fields().forEach(type::addField);
        type.addMethod(constructor());
        if (shares(program)) {
            type.addMethod(sharing());
        }
        tensors.stream().filter(Value::named).forEach(value -> type.addMethod(accessor(value)));
        repeats.values()
                .forEach(repeat -> type.addMethod(MethodSpec.methodBuilder(repeat.name())
                        .addJavadoc("Turn {@code i}, from 0, of $L.", repeat.times())
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(int.class, "i")
                        .returns(turn(repeat))
                        .addStatement("return $L[i]", repeat.name())
                        .build()));
        return type.addMethod(byName()).build();
    }

    /** Whether turns of a block can use the arrays of the turn after the next: not if they have turns within. */
    private static boolean shares(Program program) {
        return program.unit().block() && program.repeats().isEmpty();
    }

    private ClassName turn(Repetition repeat) {
        return declaration.block(repeat).gradients();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_GRADIENTS, "owner").addParameter(String.class, "prefix");
            given.forEach(value -> constructor.addParameter(Types.FLOATS, value.name()));
            constructor.addStatement("super(owner, prefix)");
            given.forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else {
            constructor
                    .addParameter(declaration.weights(), "weights")
                    .addParameter(Types.KEEP, "keep")
                    .addParameter(int.class, "capacity")
                    .addStatement("super(weights, keep, capacity)");
        }
        declare(constructor);
        Set<Value> firstInputs = new LinkedHashSet<>();
        repeats.keySet().forEach(step -> firstInputs.add(step.output()));
        List<Value> differing = new ArrayList<>();
        for (Value value : tensors) {
            if (given.contains(value) || firstInputs.contains(value)) {
                continue;
            }
            if (always(value)) {
                constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value));
            } else {
                differing.add(value);
            }
        }
        if (!differing.isEmpty()) {
            branches(constructor, differing);
        }
        repeats.forEach((step, repeat) -> turns(constructor, step, repeat));
        return constructor.build();
    }

    private void declare(MethodSpec.Builder constructor) {
        for (Value value : parameters) {
            constructor.addStatement(
                    "parameter($S, $L)",
                    Objects.requireNonNull(value.parameter()).name(),
                    Parameters.storage(plan, value));
        }
    }

    private boolean always(Value value) {
        boolean sums = value.element() == Value.Element.DOUBLE; // of a few values: not worth saving
        return sums || (training.contains(value) && plan.gradients().of(value) == null);
    }

    private void branches(MethodSpec.Builder constructor, List<Value> differing) {
        constructor.beginControlFlow("if (keep == $T.TRAINING)", Types.KEEP);
        List<Integer> sizes = plan.gradients().sizes();
        for (int i = 0; i < sizes.size(); i++) {
            constructor.addStatement("float[] shared$L = newFloats($L)", i, sizes.get(i));
        }
        for (Value value : differing) {
            Integer buffer = plan.gradients().of(value);
            constructor.addStatement(
                    "$L = $L", value.name(), buffer == null ? CodeBlock.of("NONE") : CodeBlock.of("shared$L", buffer));
        }
        constructor.nextControlFlow("else");
        differing.forEach(value -> constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value)));
        constructor.endControlFlow();
    }

    /** Each turn writes what the one before it reads; for training every other turn has the same arrays. */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.name();
        ClassName type = turn(repeat);
        String passed = name + "Result";
        String first = repeat.body().unit().inputs().get(0).name();
        CodeBlock others = step.outputs().stream()
                .skip(1)
                .map(value -> CodeBlock.of(", $L", value.name()))
                .collect(CodeBlock.joining(""));
        CodeBlock prefix = CodeBlock.of("$S + i + $S", repeat.path() + ".", ".");
        CodeBlock fresh = CodeBlock.of("new $T(this, $L, $L$L)", type, prefix, passed, others);
        constructor
                .addStatement("$L = new $T[$L]", name, type, repeat.times())
                .addStatement("float[] $L = $L", passed, step.input(0).name())
                .beginControlFlow("for (int i = $L; i >= 0; i--)", repeat.times() - 1);
        if (shares(repeat.body())) {
            constructor.addStatement(
                    "$1L[i] = keep == $2T.TRAINING && i < $3L$W? new $4T(this, $5L, $6L, $1L[i + 2])$W: $7L",
                    name,
                    Types.KEEP,
                    repeat.times() - 2,
                    type,
                    prefix,
                    passed,
                    fresh);
        } else {
            constructor.addStatement("$L[i] = $L", name, fresh);
        }
        constructor
                .addStatement("$L = $L[i].$L", passed, name, first)
                .endControlFlow()
                .addStatement("$L = $L", step.output().name(), passed)
                .addStatement("turns($S, $L)", repeat.path(), name);
    }

    /** A turn with the arrays of another one, but for what passes from turn to turn and for its parameters. */
    private MethodSpec sharing() {
        Value passed = gradient(program.unit().outputs().get(0));
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_GRADIENTS, "owner")
                .addParameter(String.class, "prefix")
                .addParameter(Types.FLOATS, passed.name())
                .addParameter(declaration.gradients(), "same")
                .addStatement("super(owner, prefix)");
        declare(constructor);
        for (Value value : tensors) {
            constructor.addStatement(value == passed ? "this.$1L = $1L" : "$1L = same.$1L", value.name());
        }
        return constructor.build();
    }

    private MethodSpec accessor(Value value) {
        boolean own = always(value) && !program.unit().block();
        return MethodSpec.methodBuilder(value.name())
                .addJavadoc("∂loss/∂$L $L", value.name(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.FLOATS)
                .addStatement(
                        own
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
        CodeBlock other = CodeBlock.of("turnOf(tensor).activation(nameInTurn(tensor))");
        List<Value> named = tensors.stream().filter(Value::named).toList();
        if (named.isEmpty()) {
            return method.addStatement("return $L", other).build();
        }
        method.beginControlFlow("return switch (tensor)");
        named.forEach(value -> method.addStatement("case $S -> $L()", value.name(), value.name()));
        return method.addStatement("default -> $L", other).endControlFlow("").build();
    }
}
