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
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** {@code …Activations}: a field and an accessor for each tensor, and where each lies in each kind of activations. */
final class ActivationsEmitter {
    private static final Modifier[] FINAL = {Modifier.FINAL};
    private static final Modifier[] NOT_FINAL = {};

    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Scratch scratch;
    private final ActivationFields fields;

    private ActivationsEmitter(Declaration declaration, Plan plan, Scratch scratch) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
        this.scratch = scratch;
        this.fields = ActivationFields.of(plan);
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Scratch scratch) {
        return new ActivationsEmitter(declaration, plan, scratch).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.activations())
                .superclass(Types.COMPILED_ACTIVATIONS)
                .addJavadoc("The values of one call of $L: owned by one thread.\n", declaration.name());
        boolean large = Parts.tooMany(fields.values().size());
        fields.values().forEach(value -> type.addField(Types.of(value), value.name(), large ? NOT_FINAL : FINAL));
        fields.repeats()
                .values()
                .forEach(repeat -> type.addField(ArrayTypeName.of(turn(repeat)), repeat.field(), Modifier.FINAL));
        program.unit().symbols().forEach(symbol -> lengths(symbol, type));
        List<CodeBlock> memory = new ArrayList<>();
        scratch.fields().forEach(field -> Parts.field(field, large, type, memory));
        new ActivationsConstructors(declaration, plan, fields, type).add(large, memory);
        program.unit().nodes().forEach(node -> type.addMethod(accessor(node)));
        fields.repeats().values().forEach(repeat -> type.addMethod(accessor(repeat)));
        LayersEmitter.emit(declaration, program, scratch, type);
        byName("floats", Types.FLOATS, Value.Element.FLOAT, type);
        byName("ints", Types.INTS, Value.Element.INT, type);
        return type.build();
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
        boolean passed = fields.given().contains(value)
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
