package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.plan.Plan;
import java.util.List;
import javax.lang.model.element.Modifier;

/** {@code …Model}: the face of the network. */
final class ModelEmitter {
    private final Declaration declaration;
    private final Plan plan;
    private final Program program;
    private final Skeleton onnx;

    private ModelEmitter(Declaration declaration, Plan plan, Skeleton onnx) {
        this.declaration = declaration;
        this.plan = plan;
        this.onnx = onnx;
        this.program = plan.program();
    }

    static TypeSpec emit(Declaration declaration, Plan plan, Skeleton onnx) {
        return new ModelEmitter(declaration, plan, onnx).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.model())
                .superclass(ParameterizedTypeName.get(
                        Types.COMPILED_MODEL, declaration.activations(), declaration.gradients()))
                .addJavadoc(
                        "$L: $L.\n\n<p>$L\n",
                        declaration.name(),
                        PassEmitter.signature(program),
                        Costs.of(plan).sentence());
        type.addField(FieldSpec.builder(int.class, "LEVEL", Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The level of the runtime that these classes call; checked before anything else happens.")
                .initializer("$T.require($L, $S)", Types.LEVEL, RuntimeLevel.LEVEL, declaration.model())
                .build());
        TensorLists.add(program, type);
        type.addField(declaration.weights(), "w", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(declaration.weights(), "w")
                .addStatement("super(w, $T.class, $T.class)", declaration.activations(), declaration.gradients())
                .addStatement("this.w = w")
                .build());
        ModelFactories.add(declaration, type);
        type.addMethod(Methods.override("name", TypeName.get(String.class))
                .addStatement("return $S", declaration.name())
                .build());
        type.addMethod(getter("inputs", "INPUTS"))
                .addMethod(getter("targets", "TARGETS"))
                .addMethod(getter("outputs", "OUTPUTS"));
        ModelHooks.add(declaration, program, type);
        OnnxEmitter.add(declaration, onnx, type);
        PredictMethods.add(declaration, program, type);
        ClassMethods.add(declaration, program, type);
        return type.build();
    }

    private static MethodSpec getter(String name, String field) {
        return Methods.override(name, ParameterizedTypeName.get(ClassName.get(List.class), Types.TENSOR_INFO))
                .addStatement("return $L", field)
                .build();
    }
}
