package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The constructors of {@code …Activations}: where each value lies in each kind of activations. */
final class ActivationsConstructors {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final ActivationFields fields;
    private final TypeSpec.Builder type;
    private final NameScope names;
    private final String owner;
    private final String turn;
    private final Map<Value, CodeBlock> constants = new HashMap<>();

    ActivationsConstructors(Declaration declaration, Plan plan, ActivationFields fields, TypeSpec.Builder type) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.fields = fields;
        this.type = type;
        this.names = plan.names().scope();
        this.owner = names.add("owner");
        this.turn = names.add("turn");
        for (Step step : program.forward()) {
            CodeBlock constant = step.op().constant(step);
            if (constant != null) {
                constants.put(step.output(), constant);
            }
        }
    }

    /**
     * Adds them.
     *
     * @param large whether fields are too many to be set in a constructor
     * @param memory statements that set further fields
     */
    void add(boolean large, List<CodeBlock> memory) {
        type.addMethod(constructor(large, memory));
        if (ActivationFields.shares(program)) {
            type.addMethod(sharing(memory));
        }
    }

    private MethodSpec constructor(boolean large, List<CodeBlock> memory) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_ACTIVATIONS, owner).addParameter(int.class, turn);
            fields.given().forEach(value -> constructor.addParameter(Types.of(value), value.name()));
            constructor.addStatement("super($L, $L)", owner, turn);
            fields.given().forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else {
            String capacity = names.add("capacity");
            constructor
                    .addParameter(Types.KEEP, "keep")
                    .addParameter(int.class, capacity)
                    .addStatement("super(keep, $L)", capacity);
        }
        Set<Value> results = new LinkedHashSet<>();
        fields.repeats().keySet().forEach(step -> results.add(step.output()));
        List<Value> own = fields.values().stream()
                .filter(value -> !fields.given().contains(value) && !results.contains(value))
                .toList();
        if (large) {
            inParts(own, constructor, memory);
        } else {
            own.stream()
                    .filter(value -> !differs(value))
                    .forEach(value -> constructor.addStatement("$L = $L", value.name(), first(value)));
            List<Value> differing = own.stream().filter(this::differs).toList();
            if (!differing.isEmpty()) {
                branches(constructor, differing);
            }
        }
        fields.repeats().forEach((step, repeat) -> turns(constructor, step, repeat));
        return constructor.build();
    }

    private boolean differs(Value value) {
        return plan.inference().of(value) != null || plan.training().of(value) != null;
    }

    /** The same as {@link #branches}, value by value, so that it can be cut anywhere. */
    private void inParts(List<Value> own, MethodSpec.Builder constructor, List<CodeBlock> memory) {
        String shared = names.add("shared");
        int arrays = Math.max(
                plan.inference().sizes().size(), plan.training().sizes().size());
        Set<Integer> inference = new HashSet<>();
        Set<Integer> training = new HashSet<>();
        List<CodeBlock> statements = new ArrayList<>();
        for (Value value : own) {
            if (!differs(value)) {
                statements.add(Parts.statement("$L = $L", value.name(), first(value)));
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
        if (buffers.sizes().get(buffer) == 0 && value.element() == Value.Element.INT) {
            return nothing(value); // what is shared holds floats
        }
        return made.add(buffer)
                ? CodeBlock.of(
                        "$L[$L] = newFloats($L)",
                        shared,
                        buffer,
                        buffers.sizes().get(buffer))
                : CodeBlock.of("$L[$L]", shared, buffer);
    }

    /** An array of no length. */
    private static CodeBlock nothing(Value value) {
        return CodeBlock.of(value.element() == Value.Element.INT ? "new int[0]" : "newFloats(0)");
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
                    : sizes.get(buffer) == 0 ? nothing(value) : CodeBlock.of("$L", arrays.get(buffer));
            constructor.addStatement("$L = $L", value.name(), array);
        }
    }

    /**
     * Each turn reads what the one before wrote. For inference every other turn has the same arrays; where training
     * computes turns again, all have, but for what they pass on.
     */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.field();
        ClassName type = declaration.block(repeat).activations();
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
        if (ActivationFields.shares(repeat.body())) {
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
    private MethodSpec sharing(List<CodeBlock> memory) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_ACTIVATIONS, owner)
                .addParameter(int.class, turn);
        String same = names.add("same");
        Value passed = fields.given().iterator().next();
        Value result = program.tensor(program.unit().outputs().get(0));
        constructor
                .addParameter(Types.of(passed), passed.name())
                .addParameter(Types.of(result), result.name())
                .addParameter(declaration.activations(), same)
                .addStatement("super($L, $L)", owner, turn);
        List<CodeBlock> statements = new ArrayList<>();
        for (Value value : fields.values()) {
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

    /** What a value begins with that lies in an array of its own: what it always is, or an empty array. */
    private CodeBlock first(Value value) {
        return constants.getOrDefault(value, fresh(value));
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
}
