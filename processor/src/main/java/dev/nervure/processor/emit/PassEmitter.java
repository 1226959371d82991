package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.emit.Emission.LayerMethod;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
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
    private final Plan plan;
    private final Scratch scratch;
    private final boolean backward;
    private final List<LayerMethod> emitted;
    private final NameScope names = new NameScope(List.of("run", "runLoss"));
    private final Map<String, String> methods = new HashMap<>();
    private boolean explained;

    private PassEmitter(
            Declaration declaration, Plan plan, Scratch scratch, boolean backward, List<LayerMethod> emitted) {
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
        this.backward = backward;
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
                .addJavadoc("The forward pass of $L: $L.\n", declaration.name(), signature(program));
        emitter.methods(type, "run", "Computes the outputs of n samples from their inputs.", program.forward(), null);
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

    /** What every method is given. */
    private String owners() {
        return backward ? "w, a, g" : "w, a";
    }

    private TypeSpec.Builder typeBuilder() {
        return Types.generatedClass(declaration, type())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
    }

    private void methods(
            TypeSpec.Builder type, String entry, String about, List<Step> steps, @Nullable CodeBlock result) {
        MethodSpec.Builder entryMethod = method(entry, "n").addJavadoc("$L", about);
        List<MethodSpec> layers = new ArrayList<>();
        Map<String, Integer> runs = new HashMap<>();
        List<CodeBlock> calls = new ArrayList<>();
        for (List<Step> run : byLayer(steps)) {
            String layer = run.get(0).layer();
            int number = runs.merge(layer, 1, Integer::sum);
            String name = number == 1 ? Objects.requireNonNull(methods.get(layer)) : names.add(layer + number);
            List<MethodSpec> rows = new ArrayList<>();
            List<MethodSpec> parts = layer(layer, name, run, rows);
            parts.forEach(part -> calls.add(Parts.statement("$L($L, n)", part.name(), owners())));
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
                method(entry, "n").build().parameters().toArray(new ParameterSpec[0]));
        if (result != null) {
            entryMethod.returns(float.class).addStatement(result);
        }
        type.addMethod(entryMethod.build());
        layers.forEach(type::addMethod);
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
        scratch.addConstants(type);
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

    /** The methods that compute a layer one after the other; those that they call a row are added to {@code rows}. */
    private List<MethodSpec> layer(String layer, String base, List<Step> steps, List<MethodSpec> rows) {
        MethodCode code = new MethodCode(base, owners(), names, declaration, plan, scratch);
        for (Step step : steps) {
            code.step(condition(step.when()));
            if (steps.size() > 1) {
                step.op().formula(step).lines().forEach(line -> code.comment("$L", line));
            }
            step.op().emit(step, code);
        }
        List<MethodSpec> methods = new ArrayList<>();
        List<MethodCode.Piece> pending = new ArrayList<>();
        int size = 0;
        List<List<MethodCode.Piece>> parts = new ArrayList<>();
        for (MethodCode.Piece piece : code.pieces()) {
            int bytes = piece.bytes();
            if (!pending.isEmpty() && size + bytes > Bytecode.LIMIT) {
                parts.add(pending);
                pending = new ArrayList<>();
                size = 0;
            }
            pending.add(piece);
            size += bytes;
        }
        if (!pending.isEmpty()) {
            parts.add(pending);
        }
        for (int i = 0; i < parts.size(); i++) {
            String name = parts.size() == 1 ? base : names.add(base + "Part" + (i + 1));
            MethodSpec.Builder method = method(name, "n").addModifiers(Modifier.PRIVATE);
            if (i == 0) {
                method.addJavadoc("$L", comment(layer, steps));
            }
            methods.add(method.addCode(body(parts.get(i))).build());
        }
        for (MethodCode.RowMethod row : code.rowMethods()) {
            rows.add(method(row.name(), row.row())
                    .addModifiers(Modifier.PRIVATE)
                    .addJavadoc("Row $L of $L.", row.row(), base)
                    .addCode(body(List.of(row.body())))
                    .build());
        }
        return methods;
    }

    private static @Nullable String condition(Step.When when) {
        return switch (when) {
            case ALWAYS -> null;
            case LOOKING -> "g.looking()";
            case FROM_LOSS -> "g.fromLoss()";
            case LOOKING_FROM_LOSS -> "g.looking() && g.fromLoss()";
            case LOOKING_FROM_OUTPUTS -> "g.looking() && !g.fromLoss()";
            case FROM_OUTPUTS -> "!g.fromLoss()";
        };
    }

    /** @param samples the variable that says which samples */
    private MethodSpec.Builder method(String name, String samples) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.STATIC)
                .addParameter(declaration.weights(), "w")
                .addParameter(declaration.activations(), "a");
        if (backward) {
            method.addParameter(declaration.gradients(), "g");
        }
        return method.addParameter(int.class, samples);
    }

    private CodeBlock body(List<MethodCode.Piece> pieces) {
        Set<Value> arrays = new LinkedHashSet<>();
        Set<Dim.Symbol> lengths = new LinkedHashSet<>();
        Set<String> rows = new LinkedHashSet<>();
        for (MethodCode.Piece piece : pieces) {
            arrays.addAll(piece.arrays());
            lengths.addAll(piece.lengths());
            rows.addAll(piece.scratch());
        }
        CodeBlock.Builder body = CodeBlock.builder();
        boolean begun = false;
        for (Value.Holder holder : Value.Holder.values()) {
            CodeBlock.Builder locals = CodeBlock.builder();
            arrays.stream().filter(value -> value.holder() == holder).forEach(value -> local(value, locals));
            if (holder == Value.Holder.ACTIVATIONS) {
                lengths.stream()
                        .map(Identifiers::lengths)
                        .forEach(field -> locals.addStatement("int[] $1L = a.$1L", field));
            }
            if (holder == (backward ? Value.Holder.GRADIENTS : Value.Holder.ACTIVATIONS)) {
                rows.forEach(name ->
                        locals.addStatement("$1T $2L = $3L.$2L", scratch.type(name), name, backward ? "g" : "a"));
            }
            if (!locals.isEmpty()) {
                body.add(begun ? "\n" : "").add(locals.build());
                begun = true;
            }
        }
        body.add(begun ? "\n" : "");
        String guard = null;
        for (MethodCode.Piece piece : pieces) {
            if (!Objects.equals(guard, piece.guard())) {
                if (guard != null) {
                    body.endControlFlow();
                }
                guard = piece.guard();
                if (guard != null) {
                    if (guard.contains("looking") && !explained) {
                        body.add("// only where the gradients of tensors are wanted, not only those of parameters\n");
                        explained = true;
                    }
                    body.beginControlFlow("if ($L)", guard);
                }
            }
            body.add(piece.statements());
        }
        if (guard != null) {
            body.endControlFlow();
        }
        return body.build();
    }

    private void local(Value value, CodeBlock.Builder locals) {
        locals.addStatement(
                "$T $L = $L.$L",
                value.isParameter() ? Types.of(plan.layout(value)) : Types.of(value),
                plan.names().local(value),
                holder(value),
                value.name());
    }

    private static String holder(Value value) {
        return switch (value.holder()) {
            case WEIGHTS -> "w";
            case ACTIVATIONS -> "a";
            case GRADIENTS -> "g";
        };
    }

    /** The formula of a method of one step, whose line it is; those of several stand at the steps. And its shapes. */
    private String comment(String layer, List<Step> steps) {
        Node node = plan.program().unit().nodes().stream()
                .filter(n -> n.name().equals(layer))
                .findFirst()
                .orElseThrow();
        String formula = steps.size() == 1 ? steps.get(0).op().formula(steps.get(0)) + "\n" : "";
        String shapes = backward ? backwardShapes(node) : forwardShapes(node, steps) + further(steps);
        return formula.isEmpty() ? "{@code " + shapes + "}" : "<pre>{@code\n" + formula + shapes + "\n}</pre>";
    }

    private String forwardShapes(Node node, List<Step> steps) {
        List<Value> read = steps.stream()
                .flatMap(step -> step.op().parts(step).stream())
                .flatMap(part -> part.inputs().stream())
                .toList();
        String inputs = node.inputs().stream()
                .filter(in -> read.contains(plan.program().tensor(in)))
                .map(in -> in.type().shape().toString())
                .collect(Collectors.joining(", "));
        if (inputs.isEmpty()) { // it reads of the others only how long they are
            inputs = read.stream()
                    .filter(Value::isParameter)
                    .map(parameter -> parameter.shape().toString())
                    .collect(Collectors.joining(", "));
        }
        return (inputs.isEmpty() ? "→ " : inputs + " → ") + node.type().shape();
    }

    private String backwardShapes(Node node) {
        String inputs = node.inputs().stream()
                .filter(in ->
                        plan.program().gradients().containsKey(plan.program().tensor(in)))
                .map(in -> in.type().shape().toString())
                .collect(Collectors.joining(", "));
        return "δ " + node.type().shape() + (inputs.isEmpty() ? "" : " → " + inputs);
    }

    /** The shapes that steps compute together with the first, where they are others. */
    private static String further(List<Step> steps) {
        StringBuilder shapes = new StringBuilder();
        for (Step step : steps) {
            Shape before = null;
            for (Step part : step.op().parts(step)) {
                Shape shape = part.output().shape();
                if (before != null && !shape.equals(before)) {
                    shapes.append(" → ").append(shape);
                }
                before = shape;
            }
        }
        return shapes.toString();
    }
}
