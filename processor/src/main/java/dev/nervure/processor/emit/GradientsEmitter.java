package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.NameScope;
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
    private final NameScope names;
    private final String owner;
    private final String prefix;
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
        this.names = plan.names().scope();
        this.owner = names.add("owner");
        this.prefix = names.add("prefix");
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
        boolean large = Parts.tooMany(parameters.size() + tensors.size());
        List<CodeBlock> first = new ArrayList<>();
        parameters.forEach(value -> Parts.field(Parameters.field(plan, value), large, type, first));
        tensors.forEach(value -> {
            FieldSpec.Builder field = FieldSpec.builder(Types.of(value), value.name());
            type.addField((large ? field : field.addModifiers(Modifier.FINAL)).build());
        });
        repeats.values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.field(), Modifier.FINAL));
        scratch.fields().forEach(field -> Parts.field(field, large, type, first));
        first.addAll(declared());
        type.addMethod(constructor(type, large, first));
        if (shares(program)) {
            type.addMethod(sharing(type, first));
        }
        tensors.stream().filter(Value::named).forEach(value -> type.addMethod(accessor(value)));
        repeats.values()
                .forEach(repeat -> type.addMethod(MethodSpec.methodBuilder(repeat.name())
                        .addJavadoc("Turn {@code i}, from 0, of $L.", repeat.times())
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(int.class, "i")
                        .returns(turn(repeat))
                        .addStatement("return $L[i]", repeat.field())
                        .build()));
        ByName.add(
                "activation",
                Types.FLOATS,
                tensors.stream().filter(Value::named).toList(),
                CodeBlock.of("turnOf(tensor).activation(nameInTurn(tensor))"),
                type);
        return type.build();
    }

    /** Whether turns of a block can use the arrays of the turn after the next: not if they have turns within. */
    private static boolean shares(Program program) {
        return program.unit().block() && program.repeats().isEmpty();
    }

    private ClassName turn(Repetition repeat) {
        return declaration.block(repeat).gradients();
    }

    private MethodSpec constructor(TypeSpec.Builder type, boolean large, List<CodeBlock> first) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (program.unit().block()) {
            constructor.addParameter(Types.COMPILED_GRADIENTS, owner).addParameter(String.class, prefix);
            given.forEach(value -> constructor.addParameter(Types.FLOATS, value.name()));
            constructor.addStatement("super($L, $L)", owner, prefix);
            given.forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
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
        repeats.keySet().forEach(step -> firstInputs.add(step.output()));
        List<Value> own = tensors.stream()
                .filter(value -> !given.contains(value) && !firstInputs.contains(value))
                .toList();
        if (large) {
            inParts(own, constructor, type, first);
        } else {
            first.forEach(constructor::addCode);
            own.stream()
                    .filter(this::always)
                    .forEach(value ->
                            constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value)));
            List<Value> differing = own.stream().filter(value -> !always(value)).toList();
            if (!differing.isEmpty()) {
                branches(constructor, differing);
            }
        }
        repeats.forEach((step, repeat) -> turns(constructor, step, repeat));
        return constructor.build();
    }

    private List<CodeBlock> declared() {
        return parameters.stream()
                .map(value -> Parts.statement(
                        "parameter($S, $L)",
                        Objects.requireNonNull(value.parameter()).name(),
                        Parameters.storage(plan, value)))
                .toList();
    }

    /** The same as {@link #branches}, value by value, so that it can be cut anywhere. */
    private void inParts(
            List<Value> own, MethodSpec.Builder constructor, TypeSpec.Builder type, List<CodeBlock> first) {
        String shared = names.add("shared");
        List<Integer> sizes = plan.gradients().sizes();
        Set<Integer> made = new LinkedHashSet<>();
        List<CodeBlock> statements = new ArrayList<>(first);
        for (Value value : own) {
            CodeBlock fresh = ActivationsEmitter.fresh(value);
            if (always(value)) {
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
        constructor.addStatement("float[][] $L = new float[$L][]", shared, sizes.size());
        Parts.add(
                statements,
                constructor,
                type,
                i -> "values" + i,
                List.of(),
                ParameterSpec.builder(Types.FLOAT_ROWS, shared).build());
    }

    private boolean always(Value value) {
        boolean sums = value.element() == Value.Element.DOUBLE; // of a few values: not worth saving
        return sums || (training.contains(value) && plan.gradients().of(value) == null);
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
        differing.forEach(value -> constructor.addStatement("$L = $L", value.name(), ActivationsEmitter.fresh(value)));
        constructor.endControlFlow();
    }

    /** Each turn writes what the one before it reads; for training every other turn has the same arrays. */
    private void turns(MethodSpec.Builder constructor, Step step, Repetition repeat) {
        String name = repeat.field();
        ClassName type = turn(repeat);
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
        if (shares(repeat.body())) {
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
    private MethodSpec sharing(TypeSpec.Builder type, List<CodeBlock> first) {
        Value passed = gradient(program.unit().outputs().get(0));
        String same = names.add("same");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(Types.COMPILED_GRADIENTS, owner)
                .addParameter(String.class, prefix)
                .addParameter(Types.FLOATS, passed.name())
                .addParameter(declaration.gradients(), same)
                .addStatement("super($L, $L)", owner, prefix);
        List<CodeBlock> statements = new ArrayList<>(first);
        for (Value value : tensors) {
            if (value == passed) {
                constructor.addStatement("this.$1L = $1L", value.name());
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
}
