package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Program;
import java.util.List;

/** What the runtime asks of a generated model: its identity, its losses and its passes. */
final class ModelHooks {
    private ModelHooks() {}

    static void add(Declaration declaration, Program program, TypeSpec.Builder type) {
        type.addMethod(Methods.hook("networkHash", TypeName.get(String.class))
                .addStatement("return $S", NetworkHash.of(program.unit()))
                .build());
        type.addMethod(Methods.hook("losses", ParameterizedTypeName.get(ClassName.get(List.class), Types.LOSS_INFO))
                .addStatement("return LOSSES")
                .build());
        type.addMethod(Methods.hook("runForward", TypeName.VOID)
                .addParameter(declaration.activations(), "a")
                .addParameter(int.class, "n")
                .addStatement("$T.run(w, a, n)", declaration.forward())
                .build());
        MethodSpec.Builder loss = Methods.hook("runLoss", TypeName.FLOAT)
                .addParameter(declaration.activations(), "a")
                .addParameter(int.class, "n");
        if (program.hasLoss()) {
            loss.addStatement("return $T.runLoss(w, a, n)", declaration.forward());
        } else {
            loss.addStatement("throw withoutLoss()");
        }
        type.addMethod(loss.build());
        MethodSpec.Builder backward = Methods.hook("runBackward", TypeName.VOID)
                .addParameter(declaration.activations(), "a")
                .addParameter(declaration.gradients(), "g")
                .addParameter(int.class, "n");
        if (program.trainable()) {
            backward.addStatement("$T.run(w, a, g, n)", declaration.backward());
        } else {
            backward.addStatement("throw nothingTrainable()");
        }
        type.addMethod(backward.build());
    }
}
