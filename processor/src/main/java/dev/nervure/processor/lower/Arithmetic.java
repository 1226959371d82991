package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.AbsLayer;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.CosLayer;
import dev.nervure.dsl.layer.CumSumLayer;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.ExpLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LogLayer;
import dev.nervure.dsl.layer.LogSumExpLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MaxLayer;
import dev.nervure.dsl.layer.MaximumLayer;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.MinLayer;
import dev.nervure.dsl.layer.MinimumLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.PowLayer;
import dev.nervure.dsl.layer.ReductionLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SinLayer;
import dev.nervure.dsl.layer.SqrtLayer;
import dev.nervure.dsl.layer.StopGradientLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.layer.SumLayer;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.CumulativeSum;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Fn;
import dev.nervure.processor.op.Functions;
import dev.nervure.processor.op.Matmul;
import dev.nervure.processor.op.Reduction;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Arithmetic with tensors and numbers, what makes one value of many, and products of matrices. */
final class Arithmetic {
    private Arithmetic() {}

    static void register() {
        binary(AddLayer.class, " + ", Expr::plus);
        binary(SubtractLayer.class, " − ", Expr::minus);
        binary(MultiplyLayer.class, " ⊙ ", Expr::times);
        binary(DivideLayer.class, " / ", Expr::over);
        numbers(ScaleLayer.class, (layer, integers) -> Functions.scale(layer.factor(), layer.offset(), integers));
        unary(ExpLayer.class, layer -> Functions.exp());
        unary(LogLayer.class, layer -> Functions.log());
        unary(SqrtLayer.class, layer -> Functions.sqrt());
        unary(PowLayer.class, layer -> Functions.power(layer.exponent()));
        binary(MinimumLayer.class, " min ", Fn.MIN::of);
        binary(MaximumLayer.class, " max ", Fn.MAX::of);
        unary(AbsLayer.class, layer -> Functions.abs());
        unary(SinLayer.class, layer -> Functions.sin());
        unary(CosLayer.class, layer -> Functions.cos());
        numbers(ClampLayer.class, (layer, integers) -> Functions.clamp(layer.min(), layer.max(), integers));
        unary(StopGradientLayer.class, layer -> Functions.stopGradient());
        Lowerings.register(DerivativeLayer.class, (layer, scope) -> scope.derivative());
        reduction(MinLayer.class, Reduction.Kind.MIN);
        reduction(LogSumExpLayer.class, Reduction.Kind.LOG_SUM_EXP);
        Lowerings.register(
                CumSumLayer.class,
                (layer, scope) -> scope.step(
                        new CumulativeSum(
                                Shapes.axis(layer.axis(), scope.input(0).shape()), false),
                        List.of(scope.input(0)),
                        scope.result()));
        reduction(SumLayer.class, Reduction.Kind.SUM);
        reduction(MeanLayer.class, Reduction.Kind.MEAN);
        reduction(MaxLayer.class, Reduction.Kind.MAX);
        Lowerings.register(
                MatmulLayer.class, (layer, scope) -> scope.step(new Matmul(), scope.inputs(), scope.result()));
    }

    static <L extends Layer> void binary(Class<L> type, String sign, BinaryOperator<Expr> operator) {
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

    private static <L extends Layer> void unary(Class<L> type, Function<L, Op> op) {
        Lowerings.register(
                type, (layer, scope) -> scope.step(op.apply(layer), List.of(scope.input(0)), scope.result()));
    }

    /** The same of floats or integers. */
    private static <L extends Layer> void numbers(Class<L> type, BiFunction<L, Boolean, Op> op) {
        Lowerings.register(type, (layer, scope) -> {
            boolean integers = scope.result().element() == Value.Element.INT;
            scope.step(op.apply(layer, integers), List.of(scope.input(0)), scope.result());
        });
    }

    private static <L extends ReductionLayer> void reduction(Class<L> type, Reduction.Kind kind) {
        Lowerings.register(
                type,
                (layer, scope) -> scope.step(
                        new Reduction(kind, layer.axes(scope.input(0).shape())),
                        List.of(scope.input(0)),
                        scope.result()));
    }
}
