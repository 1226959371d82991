package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BinaryOperator;

/** Sums, differences, products and quotients of tensors, and tensors put together. */
final class Arithmetic {
    private Arithmetic() {}

    static void register() {
        binary(AddLayer.class, " + ", Expr::plus);
        binary(SubtractLayer.class, " − ", Expr::minus);
        binary(MultiplyLayer.class, " ⊙ ", Expr::times);
        binary(DivideLayer.class, " / ", Expr::over);
        Lowerings.register(ConcatLayer.class, Arithmetic::concat);
    }

    private static <L extends Layer> void binary(Class<L> type, String sign, BinaryOperator<Expr> operator) {
        Lowerings.register(type, (layer, scope) -> {
            List<Value> inputs = scope.inputs();
            Expr expr = Expr.arg(0);
            StringJoiner title = new StringJoiner(sign).add("%s");
            for (int i = 1; i < inputs.size(); i++) {
                expr = operator.apply(expr, Expr.arg(i));
                title.add("%s");
            }
            scope.step(new Elementwise(expr, title.toString()), inputs, scope.result());
        });
    }

    private static void concat(ConcatLayer layer, Scope scope) {
        int rank = scope.result().shape().rank();
        int axis = layer.axis() < 0 ? layer.axis() + rank : layer.axis();
        int to = 0;
        for (Value part : scope.inputs()) {
            int size = part.shape().axis(axis).max();
            scope.step(new Blocks(axis, 0, to, size), List.of(part), scope.result());
            to += size;
        }
    }
}
