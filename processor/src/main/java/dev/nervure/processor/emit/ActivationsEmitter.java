package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** {@code …Activations}: a field and an accessor for each tensor, and where each lies in each kind of activations. */
final class ActivationsEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Scratch scratch;
    private final Set<Value> values = new LinkedHashSet<>();
    private final Set<Value> given = new LinkedHashSet<>();
    private final Map<Step, Repetition> repeats = new LinkedHashMap<>();

    private ActivationsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.scratch = scratch;
        values.addAll(plan.activations());
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> given.add(program.tensor(node)));
        }
        for (Step step : program.forward()) {
            if (step.op() instanceof Repetition repeat) {
                repeats.put(step, repeat);
            }
        }
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Scratch scratch) {
        return new ActivationsEmitter(declaration, plan, scratch).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.activations())
                .superclass(Types.COMPILED_ACTIVATIONS)
                .addJavadoc("The values of one call of $L: owned by one thread.\n", declaration.name());
        values.forEach(value -> type.addField(Types.of(value), value.name(), Modifier.FINAL));
        repeats.values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.name(), Modifier.FINAL));
        program.unit().symbols().forEach(symbol -> lengths(symbol, type));
        scratch.fields().forEach(type::addField);
        type.addMethod(constructor());
        if (shares(program)) {
            type.addMethod(sharing());
        }
        program.unit().nodes().forEach(node -> type.addMethod(accessor(node)));
        repeats.values().forEach(repeat -> type.addMethod(accessor(repeat)));
        LayersEmitter.emit(declaration, program, type);
        return type.addMethod(byName("floats", Types.FLOATS, Value.Element.FLOAT))
                .addMethod(byName("ints", Types.INTS, Value.Element.INT))
                .build();
    }

    /** Whether turns of a block can use the arrays of the turn before the last: not if they have turns within. */
    private static boolean shares(Program program) {
        return program.unit().block() && program.repeats().isEmpty();
    }

    private ClassName turn(Repetition repeat) {
        return declaration.block(repeat).activations();
    }

    private void lengths(Dim.Symbol symbol, TypeSpec.Builder type) {
        String name = Identifiers.lengths(symbol);
        type.addField(FieldSpec.builder(Types.INTS, name, Modifier.FINAL)
                .initializer(
                        program.unit().block()
                                ? CodeBlock.of("lengths($S)", symbol.name())
                                : CodeBlock.of("newLengths($S, $L)", symbol.name(), symbol.max()))
                .build());
        type.addMethod(MethodSpec.methodBuilder(name)
                .addJavadoc("How long each sample is along $L: 1 to $L.", symbol.name(), symbol.max())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.INTS)
                .addStatement("return $L", name)
                .build());
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_ACTIVATIONS, "owner").addParameter(int.class, "turn");
            given.forEach(value -> constructor.addParameter(Types.of(value), value.name()));
            constructor.addStatement("super(owner, turn)");
            given.forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else {
            constructor
                    .addParameter(Types.KEEP, "keep")
                    .addParameter(int.class, "capacity")
                    .addStatement("super(keep, capacity)");
        }
        Set<Value> results = new LinkedHashSet<>();
        repeats.keySet().forEach(step -> results.add(step.output()));
        List<Value> differing = new ArrayList<>();
        for (Value value : values) {
            if (given.contains(value) || results.contains(value)) {
                continue;
            }
            if (plan.inference().of(value) == null && plan.training().of(value) == null) {
                constructor.addStatement("$L = $L", value.name(), fresh(value));
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

    private void branches(MethodSpec.Builder constructor, List<Value> differing) {
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
        constructor.endControlFlow();
    }

    private static void shared(MethodSpec.Builder constructor, Buffers buffers, List<Value> values) {
        List<Integer> sizes = buffers.sizes();
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) > 0) {
                constructor.addStatement("float[] shared$L = newFloats($L)", i, sizes.get(i));
            }
        }
        for (Value value : values) {
            Integer buffer = buffers.of(value);
            CodeBlock array = buffer == null
                    ? fresh(value)
                    : sizes.get(buffer) == 0 ? CodeBlock.of("newFloats(0)") : CodeBlock.of("shared$L", buffer);
            constructor.addStatement("$L = $L", value.name(), array);
        }
    }

    /**
     * Each turn reads what the one before wrote. For inference every other turn has the same arrays; where training
     * computes turns again, all have, but for what they pass on.
     */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.name();
        ClassName type = turn(repeat);
        String passed = name + "Input";
        CodeBlock others = step.inputs().stream()
                .skip(1)
                .map(value -> CodeBlock.of(", $L", value.name()))
                .collect(CodeBlock.joining(""));
        CodeBlock fresh = CodeBlock.of("new $T(this, i, $L$L)", type, passed, others);
        constructor
                .addStatement("$L = new $T[$L]", name, type, repeat.times())
                .addStatement("float[] $L = $L", passed, step.input(0).name())
                .beginControlFlow("for (int i = 0; i < $L; i++)", repeat.times());
        if (shares(repeat.body())) {
            String result = repeat.body().unit().outputs().get(0).name();
            constructor
                    .beginControlFlow("if (keep == $T.INFERENCE && i >= 2)", Types.KEEP)
                    .addStatement(
                            "$1L[i] = new $2T(this, i, $3L, $1L[i - 2].$4L, $1L[i - 2])", name, type, passed, result);
            if (repeat.recompute()) {
                constructor
                        .nextControlFlow("else if (keep == $T.TRAINING && i >= 1)", Types.KEEP)
                        .addStatement(
                                "$1L[i] = new $2T(this, i, $3L, newFloats($4L), $1L[0])",
                                name,
                                type,
                                passed,
                                step.output().shape().size());
            }
            constructor
                    .nextControlFlow("else")
                    .addStatement("$L[i] = $L", name, fresh)
                    .endControlFlow();
        } else {
            constructor.addStatement("$L[i] = $L", name, fresh);
        }
        constructor
                .addStatement(
                        "$L = $L[i].$L",
                        passed,
                        name,
                        repeat.body().unit().outputs().get(0).name())
                .endControlFlow()
                .addStatement("$L = $L", step.output().name(), passed)
                .addStatement("turns($S, $L)", repeat.path(), name);
    }

    /** A turn with the arrays of another one, but for what passes from turn to turn. */
    private MethodSpec sharing() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_ACTIVATIONS, "owner")
                .addParameter(int.class, "turn");
        Value passed = given.iterator().next();
        Value result = program.tensor(program.unit().outputs().get(0));
        constructor
                .addParameter(Types.of(passed), passed.name())
                .addParameter(Types.of(result), result.name())
                .addParameter(declaration.activations(), "same")
                .addStatement("super(owner, turn)");
        for (Value value : values) {
            boolean own = value == passed || value == result;
            constructor.addStatement(own ? "this.$1L = $1L" : "$1L = same.$1L", value.name());
        }
        return constructor.build();
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
        Value value = program.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc("$L $L", node.layer().kind(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(value))
                .addStatement(kept(value))
                .build();
    }

    private MethodSpec accessor(Repetition repeat) {
        return MethodSpec.methodBuilder(repeat.name())
                .addJavadoc("Turn {@code i}, from 0, of $L.", repeat.times())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(int.class, "i")
                .returns(turn(repeat))
                .addStatement("return $L[i]", repeat.name())
                .build();
    }

    private CodeBlock kept(Value value) {
        boolean own = plan.inference().of(value) == null && !program.unit().block();
        boolean passed = given.contains(value)
                || value == program.tensor(program.unit().outputs().get(0));
        boolean training =
                plan.training().of(value) == null && (passed || !program.unit().recompute());
        String least = own ? "INFERENCE" : training ? "TRAINING" : "EVERYTHING";
        return own
                ? CodeBlock.of("return $L", value.name())
                : CodeBlock.of("return kept($L, $S, $T.$L)", value.name(), value.name(), Types.KEEP, least);
    }

    private MethodSpec byName(String name, TypeName type, Value.Element element) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "tensor")
                .returns(type);
        CodeBlock other = CodeBlock.of("turnOf(tensor).$1L(nameInTurn(tensor))", name);
        List<Value> tensors = program.tensors().values().stream()
                .filter(value -> value.element() == element)
                .toList();
        if (tensors.isEmpty()) {
            return method.addStatement("return $L", other).build();
        }
        method.beginControlFlow("return switch (tensor)");
        for (Value value : tensors) {
            method.addStatement("case $S -> $L()", value.name(), value.name());
        }
        return method.addStatement("default -> $L", other).endControlFlow("").build();
    }
}
