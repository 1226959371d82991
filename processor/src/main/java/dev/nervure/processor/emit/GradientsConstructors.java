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
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The constructors of {@code …Gradients}: where each gradient lies in each kind of gradients. */
final class GradientsConstructors {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final GradientFields fields;
    private final TypeSpec.Builder type;
    private final NameScope names;
    private final String owner;
    private final String prefix;

    GradientsConstructors(Declaration declaration, Plan plan, GradientFields fields, TypeSpec.Builder type) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.fields = fields;
        this.type = type;
        this.names = plan.names().scope();
        this.owner = names.add("owner");
        this.prefix = names.add("prefix");
    }

    /**
     * Adds them.
     *
     * @param large whether fields are too many to be set in a constructor
     * @param first statements that set further fields and declare parameters
     */
    void add(boolean large, List<CodeBlock> first) {
        type.addMethod(constructor(large, first));
        if (GradientFields.shares(program)) {
            type.addMethod(sharing(first));
        }
    }

    private MethodSpec constructor(boolean large, List<CodeBlock> first) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_GRADIENTS, owner).addParameter(String.class, prefix);
            fields.given().forEach(value -> constructor.addParameter(Types.FLOATS, value.name()));
            constructor.addStatement("super($L, $L)", owner, prefix);
            fields.given().forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else {
            String weights = names.add("weights");
            String capacity = names.add("capacity");
            constructor
                    .addParameter(declaration.weights(), weights)
                    .addParameter(Types.KEEP, "keep")
                    .addParameter(int.class, capacity)
                    .addStatement("super($L, keep, $L)", weights, capacity);
        }
        Set<Value> firstInputs = new LinkedHashSet<>();
        fields.repeats().keySet().forEach(step -> firstInputs.add(step.output()));
        List<Value> own = fields.tensors().stream()
                .filter(value -> !fields.given().contains(value)
                        && !firstInputs.contains(value)
                        && !fields.aliases().containsKey(value))
                .toList();
        List<CodeBlock> same = aliases(root -> !firstInputs.contains(root));
        if (large) {
            inParts(own, constructor, first, same);
        } else {
            first.forEach(constructor::addCode);
            own.stream()
                    .filter(fields::always)
                    .forEach(value ->
                            constructor.addStatement("$L = $L", value.name(), ActivationsConstructors.fresh(value)));
            List<Value> differing =
                    own.stream().filter(value -> !fields.always(value)).toList();
            if (!differing.isEmpty()) {
                branches(constructor, differing);
            }
            same.forEach(constructor::addCode);
        }
        fields.repeats().forEach((step, repeat) -> {
            turns(constructor, step, repeat);
            aliases(step.output()::equals).forEach(constructor::addCode);
        });
        return constructor.build();
    }

    /** The fields that hold the array of another one. */
    private List<CodeBlock> aliases(Predicate<Value> roots) {
        return fields.aliases().entrySet().stream()
                .filter(alias -> roots.test(alias.getValue()))
                .map(alias -> Parts.statement(
                        "$L = $L", alias.getKey().name(), alias.getValue().name()))
                .toList();
    }

    /** The same as {@link #branches}, value by value, so that it can be cut anywhere. */
    private void inParts(List<Value> own, MethodSpec.Builder constructor, List<CodeBlock> first, List<CodeBlock> last) {
        String shared = names.add("shared");
        List<Integer> sizes = plan.gradients().sizes();
        Set<Integer> made = new LinkedHashSet<>();
        List<CodeBlock> statements = new ArrayList<>(first);
        for (Value value : own) {
            CodeBlock fresh = ActivationsConstructors.fresh(value);
            if (fields.always(value)) {
                statements.add(Parts.statement("$L = $L", value.name(), fresh));
                continue;
            }
            Integer buffer = plan.gradients().of(value);
            CodeBlock array = buffer == null
                    ? CodeBlock.of("NONE")
                    : made.add(buffer)
                            ? CodeBlock.of("$L[$L] = newFloats($L)", shared, buffer, sizes.get(buffer))
                            : CodeBlock.of("$L[$L]", shared, buffer);
            statements.add(CodeBlock.builder()
                    .beginControlFlow("if (keep == $T.TRAINING)", Types.KEEP)
                    .addStatement("$L = $L", value.name(), array)
                    .nextControlFlow("else")
                    .addStatement("$L = $L", value.name(), fresh)
                    .endControlFlow()
                    .build());
        }
        statements.addAll(last);
        constructor.addStatement("float[][] $L = new float[$L][]", shared, sizes.size());
        Parts.add(
                statements,
                constructor,
                type,
                i -> "values" + i,
                List.of(),
                ParameterSpec.builder(Types.FLOAT_ROWS, shared).build());
    }

    private void branches(MethodSpec.Builder constructor, List<Value> differing) {
        constructor.beginControlFlow("if (keep == $T.TRAINING)", Types.KEEP);
        List<Integer> sizes = plan.gradients().sizes();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            arrays.add(names.free("shared" + i));
            constructor.addStatement("float[] $L = newFloats($L)", arrays.get(i), sizes.get(i));
        }
        for (Value value : differing) {
            Integer buffer = plan.gradients().of(value);
            constructor.addStatement("$L = $L", value.name(), buffer == null ? "NONE" : arrays.get(buffer));
        }
        constructor.nextControlFlow("else");
        differing.forEach(
                value -> constructor.addStatement("$L = $L", value.name(), ActivationsConstructors.fresh(value)));
        constructor.endControlFlow();
    }

    /** Each turn writes what the one before it reads; for training every other turn has the same arrays. */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.field();
        ClassName type = declaration.block(repeat).gradients();
        String passed = names.add(name + "Result");
        String i = names.free("i");
        String first = repeat.body().unit().inputs().get(0).name();
        CodeBlock others = step.outputs().stream()
                .skip(1)
                .map(value -> CodeBlock.of(", $L", value.name()))
                .collect(CodeBlock.joining(""));
        CodeBlock path = CodeBlock.of("$S + $L + $S", repeat.prefix(), i, ".");
        CodeBlock fresh = CodeBlock.of("new $T(this, $L, $L$L)", type, path, passed, others);
        constructor
                .addStatement("$L = new $T[$L]", name, type, repeat.times())
                .addStatement("float[] $L = $L", passed, step.input(0).name())
                .beginControlFlow("for (int $1L = $2L; $1L >= 0; $1L--)", i, repeat.times() - 1);
        if (GradientFields.shares(repeat.body())) {
            constructor.addStatement(
                    "$1L[$8L] = keep == $2T.TRAINING && $8L < $3L$W? new $4T(this, $5L, $6L, $1L[$8L + 2])$W: $7L",
                    name,
                    Types.KEEP,
                    repeat.times() - 2,
                    type,
                    path,
                    passed,
                    fresh,
                    i);
        } else {
            constructor.addStatement("$L[$L] = $L", name, i, fresh);
        }
        constructor
                .addStatement("$L = $L[$L].$L", passed, name, i, first)
                .endControlFlow()
                .addStatement("$L = $L", step.output().name(), passed)
                .addStatement("turns($S, $L)", repeat.place(), name);
    }

    /** A turn with the arrays of another one, but for what passes from turn to turn and for its parameters. */
    private MethodSpec sharing(List<CodeBlock> first) {
        Value passed = GradientFields.gradient(program.unit().outputs().get(0), program);
        String same = names.add("same");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_GRADIENTS, owner)
                .addParameter(String.class, prefix)
                .addParameter(Types.FLOATS, passed.name())
                .addParameter(declaration.gradients(), same)
                .addStatement("super($L, $L)", owner, prefix);
        List<CodeBlock> statements = new ArrayList<>(first);
        for (Value value : fields.tensors()) {
            if (value == passed) {
                constructor.addStatement("this.$1L = $1L", value.name());
            } else if (fields.aliases().get(value) == passed) {
                statements.add(Parts.statement("$L = $L", value.name(), passed.name()));
            } else {
                statements.add(Parts.statement("$1L = $2L.$1L", value.name(), same));
            }
        }
        Parts.add(
                statements,
                constructor,
                type,
                i -> "share" + i,
                List.of(),
                ParameterSpec.builder(declaration.gradients(), same).build());
        return constructor.build();
    }
}
