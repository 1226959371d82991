package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one layer in a pass: as many as HotSpot compiles well, each with the local variables that it needs, and
 * no parameter that it does not.
 */
final class LayerMethods {
    private final Declaration declaration;
    private final Plan plan;
    private final Scratch scratch;
    private final boolean backward;
    private final NameScope names;
    private final Set<String> mentioned = new HashSet<>();
    private boolean explained;

    /** @param names those of the class's methods */
    LayerMethods(Declaration declaration, Plan plan, Scratch scratch, boolean backward, NameScope names) {
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
        this.backward = backward;
        this.names = names;
    }

    /** The words of all methods so far. */
    Set<String> mentioned() {
        return mentioned;
    }

    /** The methods that compute a layer one after the other; those that they call a row are added to {@code rows}. */
    List<MethodSpec> of(String layer, String base, List<Step> steps, List<MethodSpec> rows) {
        MethodCode code = new MethodCode(base, backward, names, declaration, plan, scratch);
        for (Step step : steps) {
            if (step.op().computes()) { // whose line stands before the step after it
                code.step(step, condition(step.when()));
            }
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
            MethodSpec.Builder method = method(name, parts.get(i), "n");
            if (i == 0) {
                method.addJavadoc("$L", LayerComment.of(plan.program(), backward, layer, steps));
            }
            methods.add(method.build());
        }
        for (MethodCode.RowMethod row : code.rowMethods()) {
            rows.add(method(row.name(), List.of(row.body()), row.row())
                    .addJavadoc("Row $L of $L.", row.row(), base)
                    .build());
        }
        return methods;
    }

    /** @param number the variable that says how many samples, or which row */
    private MethodSpec.Builder method(String name, List<MethodCode.Piece> pieces, String number) {
        pieces.forEach(piece -> mentioned.addAll(piece.words().all()));
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        PassParameters.of(declaration, backward).stream()
                .filter(parameter -> pieces.stream().anyMatch(piece -> piece.reads(parameter.name(), backward)))
                .forEach(method::addParameter);
        if (pieces.stream().anyMatch(piece -> piece.words().all().contains(number))) {
            method.addParameter(int.class, number);
        }
        return method.addCode(body(pieces));
    }

    private static @Nullable String condition(Step.When when) {
        return switch (when) {
            case ALWAYS -> null;
            case LOOKING -> "g.looking()";
            case FROM_LOSS -> "g.fromLoss()";
            case LOOKING_FROM_LOSS -> "g.looking() && g.fromLoss()";
            case LOOKING_FROM_OUTPUTS -> "g.looking() && !g.fromLoss()";
            case FROM_OUTPUTS -> "!g.fromLoss()";
            case GIVEN_ANEW -> "a.givenAnew()";
        };
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
                MethodCode.holder(value),
                value.name());
    }
}
