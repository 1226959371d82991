package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.ParameterSpec;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code …Weights}: a field for each parameter, and its name, layout and first values. */
final class WeightsEmitter {
    private WeightsEmitter() {}

    static TypeSpec emit(Declaration declaration, Plan plan) {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.weights())
                .superclass(Types.COMPILED_WEIGHTS)
                .addJavadoc("The parameters of $L: learned, shared by all threads.\n", declaration.name());
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (Value parameter : plan.program().parameters().values()) {
            ParameterSpec spec = Objects.requireNonNull(parameter.parameter());
            type.addField(Parameters.field(plan, parameter).toBuilder()
                    .addJavadoc("$L $L", spec.name(), spec.shape())
                    .build());
            constructor.addStatement(
                    "$L($S, $L, $L$L)",
                    spec.trainable() ? "parameter" : "fixed",
                    spec.name(),
                    Parameters.storage(plan, parameter),
                    Parameters.initial(spec.initial()),
                    CodeBlock.of(spec.shape().stream().map(size -> ", " + size).collect(Collectors.joining())));
        }
        return type.addMethod(constructor.build()).build();
    }
}
