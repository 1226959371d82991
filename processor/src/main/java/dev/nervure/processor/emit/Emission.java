package dev.nervure.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** The files of a network, as the plan says. */
public final class Emission {
    private Emission() {}

    public static List<JavaFile> files(Declaration declaration, Plan plan) {
        List<TypeSpec> types = new ArrayList<>();
        unit(declaration, plan, types);
        types.add(ModelEmitter.emit(declaration, plan));
        Program program = plan.program();
        if (program.unit().inputs().size() > 1 || program.unit().outputs().size() > 1) {
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

    /** The classes of a network or of a block, and those of the blocks within. */
    private static void unit(Declaration declaration, Plan plan, List<TypeSpec> types) {
        Scratch forwardScratch = new Scratch();
        Scratch backwardScratch = new Scratch();
        types.add(WeightsEmitter.emit(declaration, plan));
        types.add(PassEmitter.forward(declaration, plan, forwardScratch));
        if (plan.program().trainable()) {
            types.add(PassEmitter.backward(declaration, plan, backwardScratch));
        }
        types.add(ActivationsEmitter.emit(declaration, plan, forwardScratch));
        types.add(GradientsEmitter.emit(declaration, plan, backwardScratch));
        for (Repetition repeat : plan.program().repeats()) {
            unit(declaration.block(repeat), plan.block(repeat), types);
        }
    }
}
