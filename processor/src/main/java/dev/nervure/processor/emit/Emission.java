package dev.nervure.processor.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.plan.Planner;
import dev.nervure.processor.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a network, as the plan says.
 *
 * @param files the sources
 * @param units the network, then each block that repeats in it
 * @param resources what the classes read at run time
 */
public record Emission(List<JavaFile> files, List<EmittedUnit> units, List<Resource> resources) {
    /**
     * One set of classes.
     *
     * @param name what their names begin with
     * @param plan what they compute
     * @param repeat the block that they are of; null for the network
     * @param methods those of the passes that belong to layers, in the order in which they run
     */
    public record EmittedUnit(
            String name, Plan plan, @Nullable Repetition repeat, List<LayerMethod> methods) {}

    /** A method of a pass, by the simple name of its class, and the layer that it computes. */
    public record LayerMethod(String type, String name, String layer) {}

    public static Emission of(Declaration declaration, Plan plan, Skeleton onnx, @Nullable Streams streams) {
        List<TypeSpec> types = new ArrayList<>();
        List<EmittedUnit> units = new ArrayList<>();
        unit(declaration, plan, null, types, units);
        types.add(ModelEmitter.emit(declaration, plan, onnx));
        if (streams != null) {
            stream(declaration, plan, streams, types);
        }
        Program program = plan.program();
        if (program.unit().inputs().size() > 1 || program.unit().outputs().size() > 1) {
            types.add(RecordEmitter.emit(declaration, program, true));
            types.add(RecordEmitter.emit(declaration, program, false));
        }
        return new Emission(
                types.stream()
                        .map(type -> JavaFile.builder(declaration.packageName(), type)
                                .skipJavaLangImports(false)
                                .indent("    ")
                                .build())
                        .toList(),
                List.copyOf(units),
                onnx.obstacle() == null ? List.of(new Resource(declaration.onnxGraph(), onnx.file())) : List.of());
    }

    /** The classes of a stream. */
    private static void stream(Declaration declaration, Plan whole, Streams streams, List<TypeSpec> types) {
        types.add(StreamEmitter.emit(
                declaration, streams, NetworkHash.of(whole.program().unit())));
        types.add(StreamsEmitter.emit(declaration, streams));
        form(declaration.form(Declaration.STEP), Planner.plan(streams.step()), streams, types);
        form(declaration.form(Declaration.FEED), Planner.plan(streams.feed()), streams, types);
    }

    /** The pass of a form of a stream, what it works on, and the same of the blocks within. */
    private static void form(Declaration declaration, Plan plan, Streams streams, List<TypeSpec> types) {
        Scratch scratch = new Scratch(plan.names().scope());
        types.add(PassEmitter.forward(declaration, plan, scratch, new ArrayList<>()));
        types.add(StreamValuesEmitter.emit(declaration, plan, streams, scratch));
        plan.program().repeats().forEach(repeat -> form(declaration.block(repeat), plan.block(repeat), streams, types));
    }

    /** The classes of a network or of a block, and those of the blocks within. */
    private static void unit(
            Declaration declaration,
            Plan plan,
            @Nullable Repetition block,
            List<TypeSpec> types,
            List<EmittedUnit> units) {
        Scratch forwardScratch = new Scratch(plan.names().scope());
        List<LayerMethod> methods = new ArrayList<>();
        types.add(WeightsEmitter.emit(declaration, plan));
        types.add(PassEmitter.forward(declaration, plan, forwardScratch, methods));
        Scratch backwardScratch = forwardScratch.of(declaration.forward());
        if (plan.program().trainable()) {
            types.add(PassEmitter.backward(declaration, plan, backwardScratch, methods));
        }
        types.add(ActivationsEmitter.emit(declaration, plan, forwardScratch));
        types.add(GradientsEmitter.emit(declaration, plan, backwardScratch));
        units.add(new EmittedUnit(declaration.name(), plan, block, List.copyOf(methods)));
        for (Repetition repeat : plan.program().repeats()) {
            unit(declaration.block(repeat), plan.block(repeat), repeat, types, units);
        }
    }
}
