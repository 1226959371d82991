package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.emit.Emission.LayerMethod;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** {@code …Forward} and {@code …Backward}: one method a layer, and one that calls them in order. */
final class PassEmitter {
    private final Declaration declaration;
    private final Scratch scratch;
    private final boolean backward;
    private final LayerMethods layerMethods;
    private final List<LayerMethod> emitted;
    private final NameScope names = new NameScope(List.of("run", "runLoss"));
    private final Map<String, String> methods = new HashMap<>();

    private PassEmitter(
            Declaration declaration, Plan plan, Scratch scratch, boolean backward, List<LayerMethod> emitted) {
        this.declaration = declaration;
        this.scratch = scratch;
        this.backward = backward;
        this.layerMethods = new LayerMethods(declaration, plan, scratch, backward, names);
        this.emitted = emitted;
        for (Node node : plan.program().unit().nodes()) {
            methods.put(node.name(), names.add(node.name()));
        }
    }

    /** The methods of layers are added to {@code emitted}. */
    static TypeSpec forward(Declaration declaration, Plan plan, Scratch scratch, List<LayerMethod> emitted) {
        PassEmitter emitter = new PassEmitter(declaration, plan, scratch, false, emitted);
        Program program = plan.program();
        TypeSpec.Builder type = emitter.typeBuilder()
                .addJavadoc(about(declaration) + ": $L.\n", declaration.name(), signature(program));
        String run = declaration.form().isEmpty()
                ? "Computes the outputs of n samples from their inputs."
                : "Computes the outputs of the places that n sequences are given now.";
        emitter.methods(type, "run", run, program.forward(), null);
        if (program.hasLoss()) {
            CodeBlock total = program.unit().losses().stream()
                    .map(PassEmitter::weighted)
                    .collect(CodeBlock.joining(" + ", "return ", ""));
            emitter.methods(type, "runLoss", "The mean loss of the samples that run computed.", program.loss(), total);
        }
        return emitter.withConstants(type);
    }

    /** The methods of layers are added to {@code emitted}. */
    static TypeSpec backward(Declaration declaration, Plan plan, Scratch scratch, List<LayerMethod> emitted) {
        PassEmitter emitter = new PassEmitter(declaration, plan, scratch, true, emitted);
        TypeSpec.Builder type = emitter.typeBuilder()
                .addJavadoc(
                        "The backward pass of $L: the chain rule over what forward kept, last layer first; {@code dX} is "
                                + "∂loss/∂x.\n",
                        declaration.name());
        emitter.methods(
                type,
                "run",
                "Computes the gradients of n samples.",
                plan.program().backward(),
                null);
        return emitter.withConstants(type);
    }

    private static String about(Declaration declaration) {
        return switch (declaration.form()) {
            case Declaration.STEP -> "One place of streams of $L, from what they carry";
            case Declaration.FEED -> "Many places of a stream of $L at once, from what it carries";
            default -> "The forward pass of $L";
        };
    }

    static String signature(Program program) {
        return program.unit().inputs().stream().map(Node::toString).collect(Collectors.joining(", "))
                + " → "
                + program.unit().outputs().stream().map(Node::toString).collect(Collectors.joining(", "));
    }

    private static CodeBlock weighted(Node loss) {
        float weight = loss.layer() instanceof LossLayer l ? l.weight() : 1f;
        return weight == 1f
                ? CodeBlock.of("a.$L[0]", loss.name())
                : CodeBlock.of("$L * a.$L[0]", Floats.literal(weight), loss.name());
    }

    private ClassName type() {
        return backward ? declaration.backward() : declaration.forward();
    }

    private TypeSpec.Builder typeBuilder() {
        return Types.generatedClass(declaration, type())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
    }

    private void methods(
            TypeSpec.Builder type, String entry, String about, List<Step> steps, @Nullable CodeBlock result) {
        List<ParameterSpec> parameters = PassParameters.of(declaration, backward);
        parameters.add(ParameterSpec.builder(int.class, "n").build());
        MethodSpec.Builder entryMethod = MethodSpec.methodBuilder(entry)
                .addJavadoc("$L", about)
                .addModifiers(Modifier.STATIC)
                .addParameters(parameters);
        List<MethodSpec> layers = new ArrayList<>();
        Map<String, Integer> runs = new HashMap<>();
        List<CodeBlock> calls = new ArrayList<>();
        for (List<Step> run : byLayer(steps)) {
            if (run.stream().noneMatch(step -> step.op().computes())) {
                run.forEach(step -> calls.add(CodeBlock.of("// $L\n", step.op().formula(step))));
                continue;
            }
            String layer = run.get(0).layer();
            int number = runs.merge(layer, 1, Integer::sum);
            String name = number == 1 ? Objects.requireNonNull(methods.get(layer)) : names.add(layer + number);
            List<MethodSpec> rows = new ArrayList<>();
            List<MethodSpec> parts = layerMethods.of(layer, name, run, rows);
            parts.forEach(part -> calls.add(Parts.statement("$L($L)", part.name(), arguments(part))));
            for (MethodSpec method :
                    Stream.concat(parts.stream(), rows.stream()).toList()) {
                layersOf(run).forEach(of -> emitted.add(new LayerMethod(type().simpleName(), method.name(), of)));
                layers.add(method);
            }
        }
        Parts.add(
                calls,
                entryMethod,
                type,
                i -> names.add(entry + i),
                List.of(Modifier.STATIC),
                parameters.toArray(new ParameterSpec[0]));
        if (result != null) {
            entryMethod.returns(float.class).addStatement(result);
        }
        type.addMethod(entryMethod.build());
        layers.forEach(type::addMethod);
    }

    /** The parameters of a method, which are called alike everywhere. */
    private static String arguments(MethodSpec method) {
        return method.parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    /** The layers that steps compute, with those of steps that they compute together. */
    private static Set<String> layersOf(List<Step> run) {
        Set<String> layers = new LinkedHashSet<>();
        for (Step step : run) {
            step.op().parts(step).forEach(part -> layers.add(part.layer()));
        }
        return layers;
    }

    private TypeSpec withConstants(TypeSpec.Builder type) {
        scratch.addConstants(type, layerMethods.mentioned());
        return type.build();
    }

    /** Runs of steps that belong to one layer. */
    private static List<List<Step>> byLayer(List<Step> steps) {
        List<List<Step>> runs = new ArrayList<>();
        String current = "";
        for (Step step : steps) {
            if (!step.layer().equals(current)) {
                runs.add(new ArrayList<>());
                current = step.layer();
            }
            runs.get(runs.size() - 1).add(step);
        }
        return runs;
    }
}
