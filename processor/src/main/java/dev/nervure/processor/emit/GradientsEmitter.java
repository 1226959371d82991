package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** {@code …Gradients}: ∂loss/∂parameter and ∂loss/∂tensor. */
final class GradientsEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Scratch scratch;
    private final GradientFields fields;

    private GradientsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.scratch = scratch;
        this.fields = GradientFields.of(plan);
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
        boolean large =
                Parts.tooMany(fields.parameters().size() + fields.tensors().size());
        List<CodeBlock> first = new ArrayList<>();
        fields.parameters().forEach(value -> Parts.field(Parameters.field(plan, value), large, type, first));
        fields.tensors().forEach(value -> {
            FieldSpec.Builder field = FieldSpec.builder(Types.of(value), value.name());
            type.addField((large ? field : field.addModifiers(Modifier.FINAL)).build());
        });
        fields.repeats()
                .values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.field(), Modifier.FINAL));
        scratch.fields().forEach(field -> Parts.field(field, large, type, first));
        first.addAll(declared());
        new GradientsConstructors(declaration, plan, fields, type).add(large, first);
        fields.tensors().stream().filter(Value::named).forEach(value -> type.addMethod(accessor(value)));
        fields.repeats()
                .values()
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
                fields.tensors().stream().filter(Value::named).toList(),
                CodeBlock.of("turnOf(tensor).activation(nameInTurn(tensor))"),
                type);
        return type.build();
    }

    private ClassName turn(Repetition repeat) {
        return declaration.block(repeat).gradients();
    }

    private List<CodeBlock> declared() {
        return fields.parameters().stream()
                .map(value -> Parts.statement(
                        "parameter($S, $L)",
                        Objects.requireNonNull(value.parameter()).name(),
                        Parameters.storage(plan, value)))
                .toList();
    }

    private MethodSpec accessor(Value value) {
        boolean own = fields.always(fields.root(value)) && !program.unit().block();
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
