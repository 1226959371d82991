package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** {@code …Weights}: a field for each parameter, and its name, layout and first values; blocks have weights of their own. */
final class WeightsEmitter {
    private WeightsEmitter() {}

    static TypeSpec emit(Declaration declaration, Plan plan) {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.weights())
                .superclass(Types.COMPILED_WEIGHTS)
                .addJavadoc("The parameters of $L: learned, shared by all threads.\n", declaration.name());
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        NameScope names = plan.names().scope();
        if (plan.program().unit().block()) {
            String owner = names.add("owner");
            String prefix = names.add("prefix");
            constructor
                    .addParameter(Types.COMPILED_WEIGHTS, owner)
                    .addParameter(String.class, prefix)
                    .addStatement("super($L, $L)", owner, prefix);
        }
        Set<Value> declared = new LinkedHashSet<>();
        List<CodeBlock> statements = new ArrayList<>();
        boolean large = Parts.tooMany(plan.program().parameters().size());
        for (Step step : inOrderOfLayers(plan.program())) {
            if (step.op() instanceof Repetition repeat) {
                block(declaration, repeat, names.free("i"), type, statements);
            }
            step.inputs().stream()
                    .filter(value -> value.isParameter() && declared.add(value))
                    .forEach(value -> parameter(plan, value, large, type, statements));
        }
        Parts.add(statements, constructor, type, i -> "parameters" + i, List.of());
        return type.addMethod(constructor.build()).build();
    }

    /** Steps one by one, as the layers stand in the declaration: a step that is computed later keeps its place here. */
    private static List<Step> inOrderOfLayers(Program program) {
        Map<String, Integer> places = new HashMap<>();
        program.unit().nodes().forEach(node -> places.put(node.name(), places.size()));
        return Stream.of(program.forward(), program.loss())
                .flatMap(steps -> steps.stream()
                        .flatMap(step -> step.op().parts(step).stream())
                        .sorted(Comparator.comparing(step -> places.getOrDefault(step.layer(), -1))))
                .toList();
    }

    private static void parameter(
            Plan plan, Value value, boolean large, TypeSpec.Builder type, List<CodeBlock> statements) {
        ParameterSpec spec = Objects.requireNonNull(value.parameter());
        FieldSpec field = Parameters.field(plan, value).toBuilder()
                .addJavadoc("$L $L", spec.name(), spec.shape())
                .build();
        Parts.field(field, large, type, statements);
        statements.add(Parts.statement(
                "$L($S, $L, $L$L)",
                spec.trainable() ? "parameter" : "fixed",
                spec.name(),
                Parameters.storage(plan, value),
                Parameters.initial(spec.initial()),
                CodeBlock.of(spec.shape().stream().map(size -> ", " + size).collect(Collectors.joining()))));
    }

    private static void block(
            Declaration declaration, Repetition repeat, String i, TypeSpec.Builder type, List<CodeBlock> statements) {
        ClassName weights = declaration.block(repeat).weights();
        type.addField(FieldSpec.builder(ArrayTypeName.of(weights), repeat.field(), Modifier.FINAL)
                .addJavadoc("$L0 … $L", repeat.prefix(), repeat.times() - 1)
                .initializer("new $T[$L]", weights, repeat.times())
                .build());
        statements.add(CodeBlock.builder()
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", i, repeat.times())
                .addStatement(
                        "$1L[$2L] = new $3T(this, $4S + $2L + $5S)", repeat.field(), i, weights, repeat.prefix(), ".")
                .endControlFlow()
                .build());
    }
}
