package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.layer.AndLayer;
import dev.nervure.dsl.layer.ArgMaxLayer;
import dev.nervure.dsl.layer.ArgMinLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.CompareLayer;
import dev.nervure.dsl.layer.NotLayer;
import dev.nervure.dsl.layer.OneHotLayer;
import dev.nervure.dsl.layer.OrLayer;
import dev.nervure.dsl.layer.TopKLayer;
import dev.nervure.dsl.layer.WhereLayer;
import java.util.List;

/** Booleans, integers and places. */
final class Logic {
    private Logic() {}

    static void register() {
        Arithmetic.chain(AndLayer.class, "And");
        Arithmetic.chain(OrLayer.class, "Or");
        Exports.register(NotLayer.class, (layer, scope) -> scope.op("Not", scope.input(0)));
        Exports.register(CompareLayer.class, Logic::compare);
        Exports.register(WhereLayer.class, (layer, scope) -> where(scope));
        Exports.register(
                CastLayer.class,
                (layer, scope) -> scope.op("Cast", scope.input(0), Attribute.of("to", Tensors.number(layer.type()))));
        Exports.register(ArgMaxLayer.class, (layer, scope) -> extreme("ArgMax", layer.axis(), layer.keepDims(), scope));
        Exports.register(ArgMinLayer.class, (layer, scope) -> extreme("ArgMin", layer.axis(), layer.keepDims(), scope));
        Exports.register(TopKLayer.class, Logic::topK);
        Exports.register(OneHotLayer.class, Logic::oneHot);
    }

    private static Edge compare(CompareLayer layer, Scope scope) {
        List<Edge> operands = List.copyOf(Moves.aligned(scope));
        return switch (layer.value()) {
            case LESS -> scope.op("Less", operands);
            case LESS_OR_EQUAL -> scope.op("LessOrEqual", operands);
            case GREATER -> scope.op("Greater", operands);
            case GREATER_OR_EQUAL -> scope.op("GreaterOrEqual", operands);
            case EQUAL -> scope.op("Equal", operands);
            case NOT_EQUAL -> scope.op("Not", scope.op("Equal", operands));
        };
    }

    /** Of booleans by logic: ONNX Runtime's {@code Where} takes none. */
    private static Edge where(Scope scope) {
        List<Edge> reads = Moves.aligned(scope);
        if (scope.result().element() != ElementType.BOOL) {
            return scope.op("Where", List.copyOf(reads));
        }
        Edge condition = reads.get(0);
        return scope.op(
                "Or",
                scope.op("And", condition, reads.get(1)),
                scope.op("And", scope.op("Not", condition), reads.get(2)));
    }

    private static Edge extreme(String op, int axis, boolean keepDims, Scope scope) {
        return scope.op(
                op,
                scope.input(0),
                Attribute.of("axis", Scope.axis(axis, scope.shape(0))),
                Attribute.of("keepdims", keepDims ? 1 : 0));
    }

    private static Edge topK(TopKLayer layer, Scope scope) {
        List<Edge> results = scope.ops(
                2,
                "TopK",
                List.of(scope.input(0), scope.ints(layer.k())),
                Attribute.of("axis", Scope.axis(layer.axis(), scope.shape(0))),
                Attribute.of("largest", layer.largest() ? 1 : 0));
        scope.parts(results.subList(1, 2));
        return results.get(0);
    }

    /** Numbers beyond the classes give zeros. ONNX's own operator would count negative ones from the end. */
    private static Edge oneHot(OneHotLayer layer, Scope scope) {
        long[] classes = new long[layer.classes()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i;
        }
        Edge column = scope.op("Unsqueeze", scope.input(0), scope.ints(-1));
        Edge equal = scope.op("Equal", column, scope.longs("classes", List.of(classes.length), classes));
        return scope.op(
                "Cast", equal, Attribute.of("to", Tensors.number(scope.result().element())));
    }
}
