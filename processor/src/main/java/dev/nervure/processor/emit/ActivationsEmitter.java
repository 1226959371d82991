package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** {@code …Activations}: a field and an accessor for each tensor, and where each lies in each kind of activations. */
final class ActivationsEmitter {
    private static final Modifier[] FINAL = {Modifier.FINAL};
    private static final Modifier[] NOT_FINAL = {};

    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Scratch scratch;
    private final NameScope names;
    private final String owner;
    private final String turn;
    private final Set<Value> values = new LinkedHashSet<>();
    private final Set<Value> given = new LinkedHashSet<>();
    private final Map<Step, Repetition> repeats = new LinkedHashMap<>();

    private ActivationsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.scratch = scratch;
        this.names = plan.names().scope();
        this.owner = names.add("owner");
        this.turn = names.add("turn");
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
        boolean large = Parts.tooMany(values.size());
        values.forEach(value -> type.addField(Types.of(value), value.name(), large ? NOT_FINAL : FINAL));
        repeats.values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.field(), Modifier.FINAL));
        program.unit().symbols().forEach(symbol -> lengths(symbol, type));
        List<CodeBlock> memory = new ArrayList<>();
        scratch.fields().forEach(field -> Parts.field(field, large, type, memory));
        type.addMethod(constructor(type, large, memory));
        if (shares(program)) {
            type.addMethod(sharing(type, memory));
        }
        program.unit().nodes().forEach(node -> type.addMethod(accessor(node)));
        repeats.values().forEach(repeat -> type.addMethod(accessor(repeat)));
        LayersEmitter.emit(declaration, program, scratch, type);
        byName("floats", Types.FLOATS, Value.Element.FLOAT, type);
        byName("ints", Types.INTS, Value.Element.INT, type);
        return type.build();
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

    private MethodSpec constructor(TypeSpec.Builder type, boolean large, List<CodeBlock> memory) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_ACTIVATIONS, owner).addParameter(int.class, turn);
            given.forEach(value -> constructor.addParameter(Types.of(value), value.name()));
            constructor.addStatement("super($L, $L)", owner, turn);
            given.forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else {
            String capacity = names.add("capacity");
            constructor
                    .addParameter(Types.KEEP, "keep")
                    .addParameter(int.class, capacity)
                    .addStatement("super(keep, $L)", capacity);
        }
        Set<Value> results = new LinkedHashSet<>();
        repeats.keySet().forEach(step -> results.add(step.output()));
        List<Value> own = values.stream()
                .filter(value -> !given.contains(value) && !results.contains(value))
                .toList();
        if (large) {
            inParts(own, constructor, type, memory);
        } else {
            own.stream()
                    .filter(value -> !differs(value))
                    .forEach(value -> constructor.addStatement("$L = $L", value.name(), fresh(value)));
            List<Value> differing = own.stream().filter(this::differs).toList();
            if (!differing.isEmpty()) {
                branches(constructor, differing);
            }
        }
        repeats.forEach((step, repeat) -> turns(constructor, step, repeat));
        return constructor.build();
    }

    private boolean differs(Value value) {
        return plan.inference().of(value) != null || plan.training().of(value) != null;
    }

    /** The same as {@link #branches}, value by value, so that it can be cut anywhere. */
    private void inParts(
            List<Value> own, MethodSpec.Builder constructor, TypeSpec.Builder type, List<CodeBlock> memory) {
        String shared = names.add("shared");
        int arrays = Math.max(
                plan.inference().sizes().size(), plan.training().sizes().size());
        Set<Integer> inference = new HashSet<>();
        Set<Integer> training = new HashSet<>();
        List<CodeBlock> statements = new ArrayList<>();
        for (Value value : own) {
            if (!differs(value)) {
                statements.add(Parts.statement("$L = $L", value.name(), fresh(value)));
                continue;
            }
            CodeBlock forInference = array(value, plan.inference(), shared, inference);
            CodeBlock forTraining = array(value, plan.training(), shared, training);
            CodeBlock.Builder branch = CodeBlock.builder()
                    .beginControlFlow("if (keep == $T.INFERENCE)", Types.KEEP)
                    .addStatement("$L = $L", value.name(), forInference);
            if (plan.training().of(value) != null) {
                branch.nextControlFlow("else if (keep == $T.TRAINING)", Types.KEEP)
                        .addStatement("$L = $L", value.name(), forTraining);
            }
            statements.add(branch.nextControlFlow("else")
                    .addStatement("$L = $L", value.name(), fresh(value))
                    .endControlFlow()
                    .build());
        }
        statements.addAll(memory);
        constructor.addStatement("float[][] $L = new float[$L][]", shared, arrays);
        Parts.add(
                statements,
                constructor,
                type,
                i -> "values" + i,
                List.of(),
                ParameterSpec.builder(Types.FLOAT_ROWS, shared).build());
    }

    private static CodeBlock array(Value value, Buffers buffers, String shared, Set<Integer> made) {
        Integer buffer = buffers.of(value);
        if (buffer == null) {
            return fresh(value);
        }
        return made.add(buffer)
                ? CodeBlock.of(
                        "$L[$L] = newFloats($L)",
                        shared,
                        buffer,
                        buffers.sizes().get(buffer))
                : CodeBlock.of("$L[$L]", shared, buffer);
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

    private void shared(MethodSpec.Builder constructor, Buffers buffers, List<Value> values) {
        List<Integer> sizes = buffers.sizes();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            arrays.add(names.free("shared" + i));
            if (sizes.get(i) > 0) {
                constructor.addStatement("float[] $L = newFloats($L)", arrays.get(i), sizes.get(i));
            }
        }
        for (Value value : values) {
            Integer buffer = buffers.of(value);
            CodeBlock array = buffer == null
                    ? fresh(value)
                    : sizes.get(buffer) == 0 ? CodeBlock.of("newFloats(0)") : CodeBlock.of("$L", arrays.get(buffer));
            constructor.addStatement("$L = $L", value.name(), array);
        }
    }

    /**
     * Each turn reads what the one before wrote. For inference every other turn has the same arrays; where training
     * computes turns again, all have, but for what they pass on.
     */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.field();
        ClassName type = turn(repeat);
        String passed = names.add(name + "Input");
        String i = names.free("i");
        CodeBlock others = step.inputs().stream()
                .skip(1)
                .map(value -> CodeBlock.of(", $L", value.name()))
                .collect(CodeBlock.joining(""));
        CodeBlock fresh = CodeBlock.of("new $T(this, $L, $L$L)", type, i, passed, others);
        constructor
                .addStatement("$L = new $T[$L]", name, type, repeat.times())
                .addStatement("float[] $L = $L", passed, step.input(0).name())
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", i, repeat.times());
        if (shares(repeat.body())) {
            String result = repeat.body().unit().outputs().get(0).name();
            constructor
                    .beginControlFlow("if (keep == $T.INFERENCE && $L >= 2)", Types.KEEP, i)
                    .addStatement(
                            "$1L[$5L] = new $2T(this, $5L, $3L, $1L[$5L - 2].$4L, $1L[$5L - 2])",
                            name,
                            type,
                            passed,
                            result,
                            i);
            if (repeat.recompute()) {
                constructor
                        .nextControlFlow("else if (keep == $T.TRAINING && $L >= 1)", Types.KEEP, i)
                        .addStatement(
                                "$1L[$5L] = new $2T(this, $5L, $3L, newFloats($4L), $1L[0])",
                                name,
                                type,
                                passed,
                                step.output().shape().size(),
                                i);
            }
            constructor
                    .nextControlFlow("else")
                    .addStatement("$L[$L] = $L", name, i, fresh)
                    .endControlFlow();
        } else {
            constructor.addStatement("$L[$L] = $L", name, i, fresh);
        }
        constructor
                .addStatement(
                        "$L = $L[$L].$L",
                        passed,
                        name,
                        i,
                        repeat.body().unit().outputs().get(0).name())
                .endControlFlow()
                .addStatement("$L = $L", step.output().name(), passed)
                .addStatement("turns($S, $L)", repeat.place(), name);
    }

    /** A turn with the arrays of another one, but for what passes from turn to turn. */
    private MethodSpec sharing(TypeSpec.Builder type, List<CodeBlock> memory) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_ACTIVATIONS, owner)
                .addParameter(int.class, turn);
        String same = names.add("same");
        Value passed = given.iterator().next();
        Value result = program.tensor(program.unit().outputs().get(0));
        constructor
                .addParameter(Types.of(passed), passed.name())
                .addParameter(Types.of(result), result.name())
                .addParameter(declaration.activations(), same)
                .addStatement("super($L, $L)", owner, turn);
        List<CodeBlock> statements = new ArrayList<>();
        for (Value value : values) {
            if (value == passed || value == result) {
                constructor.addStatement("this.$1L = $1L", value.name());
            } else {
                statements.add(Parts.statement("$1L = $2L.$1L", value.name(), same));
            }
        }
        statements.addAll(memory);
        Parts.add(
                statements,
                constructor,
                type,
                i -> "share" + i,
                List.of(),
                ParameterSpec.builder(declaration.activations(), same).build());
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
                .addStatement("return $L[i]", repeat.field())
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

    private void byName(String name, TypeName result, Value.Element element, TypeSpec.Builder type) {
        CodeBlock other = CodeBlock.of("turnOf(tensor).$1L(nameInTurn(tensor))", name);
        List<Value> tensors = program.tensors().values().stream()
                .filter(value -> value.element() == element)
                .toList();
        ByName.add(name, result, tensors, other, type);
    }
}
