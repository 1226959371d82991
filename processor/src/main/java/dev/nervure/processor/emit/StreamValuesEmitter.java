package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Buffers;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.stream.Rate;
import dev.nervure.processor.stream.Streams;
import dev.nervure.processor.stream.op.AttendCached;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * {@code …StepValues} and {@code …FeedValues}: the state of streams, and the values of the places that are given now. Those of
 * many places are over the state of those of one.
 */
final class StreamValuesEmitter {
    private final Declaration declaration;
    private final Streams streams;
    private final Plan plan;
    private final Program program;
    private final boolean step;
    private final ClassName ofStep;
    private final NameScope names;
    private final Set<Value> passed = new LinkedHashSet<>();
    private final Set<Value> results = new HashSet<>();
    private final String owner;
    private final String same;
    private final String state;

    private StreamValuesEmitter(Declaration declaration, Plan plan, Streams streams) {
        this.declaration = declaration;
        this.streams = streams;
        this.plan = plan;
        this.program = plan.program();
        this.step = declaration.form().equals(Declaration.STEP);
        this.ofStep = declaration.form(Declaration.STEP).activations();
        this.names = plan.names().scope();
        this.owner = names.add("owner");
        this.same = names.add("same");
        this.state = names.add("step");
        if (program.unit().block()) {
            program.unit().inputs().forEach(node -> passed.add(program.tensor(node)));
            passed.add(program.tensor(program.unit().outputs().get(0)));
        }
        program.forward().stream()
                .filter(each -> each.op() instanceof Repetition)
                .forEach(each -> results.add(each.output()));
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Streams streams, Scratch scratch) {
        return new StreamValuesEmitter(declaration, plan, streams).type(scratch);
    }

    private TypeSpec type(Scratch scratch) {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.activations())
                .superclass(Types.STREAM_VALUES)
                .addJavadoc(
                        step
                                ? "What streams of $L carry, and the values of the place that they are given now.\n"
                                : "The values of many places that a stream of $L is given at once.\n",
                        declaration.name());
        Set<Value> values = values();
        boolean large = Parts.tooMany(values.size());
        Modifier[] modifiers = large ? new Modifier[0] : new Modifier[] {Modifier.FINAL};
        values.forEach(value -> type.addField(Types.of(value), value.name(), modifiers));
        program.repeats()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.field(), Modifier.FINAL));
        values.stream()
                .flatMap(value -> value.shape().sample().stream())
                .flatMap(dim -> Unit.symbol(dim).stream())
                .distinct()
                .sorted(Comparator.comparing(Dim.Symbol::name))
                .forEach(symbol -> count(type, Identifiers.lengths(symbol), "placesNow", streams.rate(symbol)));
        Map<String, Rate> positions = new TreeMap<>();
        read().forEach(value -> streams.position(value).ifPresent(rate -> positions.put(value.name(), rate)));
        positions.forEach((name, rate) -> count(type, name, "placesBefore", rate));
        List<CodeBlock> statements = new ArrayList<>();
        scratch.fields().forEach(field -> Parts.field(field, large, type, statements));
        type.addMethod(constructor(values, statements, type));
        return type.build();
    }

    /** What the pass reads and writes, but for what all values of streams have. */
    private Set<Value> values() {
        Set<Value> used = read().collect(Collectors.toSet());
        program.forward().forEach(each -> used.addAll(each.outputs()));
        Set<Value> values = new LinkedHashSet<>(plan.activations());
        values.retainAll(used);
        read().filter(value -> streams.position(value).isEmpty()).forEach(values::add);
        return values;
    }

    private Stream<Value> read() {
        return program.forward().stream()
                .flatMap(each -> each.inputs().stream())
                .filter(value -> value.holder() == Value.Holder.ACTIVATIONS);
    }

    /** A field that counts places of what strides leave. */
    private static void count(TypeSpec.Builder type, String name, String method, Rate rate) {
        type.addField(FieldSpec.builder(Types.INTS, name, Modifier.FINAL)
                .initializer(
                        rate.isEach()
                                ? CodeBlock.of("$L()", method)
                                : CodeBlock.of("$L($L, $L)", method, rate.plus(), rate.over()))
                .build());
    }

    private ClassName turn(Repetition repeat) {
        return declaration.block(repeat).activations();
    }

    private MethodSpec constructor(Set<Value> values, List<CodeBlock> memory, TypeSpec.Builder type) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        boolean block = program.unit().block();
        if (block) {
            constructor.addParameter(Types.STREAM_VALUES, owner);
            if (!step) {
                constructor.addParameter(ofStep, state);
            }
            constructor.addParameter(declaration.activations(), same);
            passed.forEach(value -> constructor.addParameter(Types.of(value), value.name()));
            constructor.addStatement("super($L)", owner);
            passed.forEach(value -> constructor.addStatement("this.$1L = $1L", value.name()));
        } else if (step) {
            String capacity = names.add("capacity");
            constructor.addParameter(int.class, capacity).addStatement("super($L)", capacity);
        } else {
            constructor.addParameter(ofStep, state).addStatement("super($L)", state);
        }
        List<CodeBlock> statements = new ArrayList<>();
        program.forward().stream()
                .flatMap(each ->
                        each.op() instanceof AttendCached cached && step ? cached.ring().stream() : Stream.empty())
                .distinct()
                .forEach(places -> constructor.addStatement("ring($L)", places));
        Buffers buffers = plan.inference();
        Set<Integer> made = new HashSet<>();
        String shared = names.add("shared");
        for (Value value : values) {
            if (passed.contains(value) || results.contains(value)) {
                continue;
            }
            Integer buffer = buffers.of(value);
            CodeBlock array;
            if (value.state() || isGiven(value)) {
                String method = !value.state() || value.kept()
                        ? value.element() == Value.Element.FLOAT ? "givenFloats" : "givenInts"
                        : "state";
                array = step
                        ? CodeBlock.of("$L($L)", method, value.shape().size())
                        : CodeBlock.of("$L.$L", state, value.name());
            } else if (buffer == null) {
                array = ActivationsConstructors.fresh(value);
            } else if (buffers.sizes().get(buffer) == 0) {
                array = CodeBlock.of(value.element() == Value.Element.INT ? "newInts(0)" : "newFloats(0)");
            } else if (made.add(buffer)) {
                array = CodeBlock.of(
                        "$L[$L] = newFloats($L)",
                        shared,
                        buffer,
                        buffers.sizes().get(buffer));
            } else {
                array = CodeBlock.of("$L[$L]", shared, buffer);
            }
            statements.add(
                    block && !value.state()
                            ? Parts.statement(
                                    "$1L = $2L == null ? $3L : $2L.$1L",
                                    value.name(),
                                    same,
                                    buffer == null || array.toString().startsWith("new")
                                            ? array
                                            : ActivationsConstructors.fresh(value))
                            : Parts.statement("$L = $L", value.name(), array));
        }
        statements.addAll(memory);
        if (!block && !made.isEmpty()) {
            constructor.addStatement(
                    "float[][] $L = new float[$L][]", shared, buffers.sizes().size());
        }
        List<ParameterSpec> arguments = new ArrayList<>();
        if (!block && !made.isEmpty()) {
            arguments.add(ParameterSpec.builder(Types.FLOAT_ROWS, shared).build());
        }
        if (block) {
            arguments.add(ParameterSpec.builder(declaration.activations(), same).build());
        }
        if (!step) {
            arguments.add(ParameterSpec.builder(ofStep, state).build());
        }
        Parts.add(statements, constructor, type, i -> "values" + i, List.of(), arguments.toArray(new ParameterSpec[0]));
        program.forward().stream()
                .filter(each -> each.op() instanceof Repetition)
                .forEach(each -> turns(constructor, each, (Repetition) each.op()));
        return constructor.build();
    }

    /** Whether a stream is given a value once: an input without time. */
    private boolean isGiven(Value value) {
        return program.unit().inputs().stream()
                .filter(node -> program.tensor(node).equals(value))
                .anyMatch(node -> streams.timeAxis(node) < 0);
    }

    /** Each turn reads what the one before wrote; two arrays take turns, and all else is the same for all but the state. */
    private void turns(MethodSpec.Builder constructor, Step each, Repetition repeat) {
        ClassName type = turn(repeat);
        String field = repeat.field();
        String i = names.free("i");
        String in = names.add(field + "Input");
        String out = names.add(field + "Output");
        CodeBlock others = each.inputs().stream()
                .skip(1)
                .map(value -> CodeBlock.of(", $L", value.name()))
                .collect(CodeBlock.joining(""));
        CodeBlock ofState = step ? CodeBlock.of("") : CodeBlock.of(", $L.$L[$L]", state, field, i);
        int size = each.output().shape().size();
        constructor
                .addStatement("$L = new $T[$L]", field, type, repeat.times())
                .addStatement("float[] $L = $L", in, each.input(0).name())
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", i, repeat.times())
                .addStatement(
                        "float[] $1L = $2L < 2 ? newFloats($3L) : $4L[$2L - 2].$5L",
                        out,
                        i,
                        size,
                        field,
                        repeat.body().unit().outputs().get(0).name())
                .addStatement(
                        "$1L[$2L] = new $3T(this$4L, $2L == 0 ? null : $1L[0], $5L$6L, $7L)",
                        field,
                        i,
                        type,
                        ofState,
                        in,
                        others,
                        out)
                .addStatement("$L = $L", in, out)
                .endControlFlow()
                .addStatement("$L = $L", each.output().name(), in);
    }
}
