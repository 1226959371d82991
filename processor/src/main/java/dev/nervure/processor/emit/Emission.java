package dev.nervure.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Network;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** The files of a network, as the plan says. */
public final class Emission {
    private Emission() {}

    public static List<JavaFile> files(Declaration declaration, Plan plan) {
        Program program = plan.program();
        Scratch forwardScratch = new Scratch();
        Scratch backwardScratch = new Scratch();
        List<TypeSpec> types = new ArrayList<>();
        types.add(WeightsEmitter.emit(declaration, plan));
        types.add(PassEmitter.forward(declaration, plan, forwardScratch));
        if (program.trainable()) {
            types.add(PassEmitter.backward(declaration, plan, backwardScratch));
        }
        types.add(ActivationsEmitter.emit(declaration, plan, forwardScratch));
        types.add(GradientsEmitter.emit(declaration, plan, backwardScratch));
        types.add(ModelEmitter.emit(declaration, plan));
        Network network = program.network();
        if (network.inputs().size() > 1 || network.outputs().size() > 1) {
            types.add(ModelEmitter.record(declaration, program, true));
            types.add(ModelEmitter.record(declaration, program, false));
        }
        return types.stream()
                .map(type -> JavaFile.builder(declaration.packageName(), type)
                        .skipJavaLangImports(true)
                        .indent("    ")
                        .build())
                .toList();
    }
}
