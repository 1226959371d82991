package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.ElementType;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic with tensors and numbers, reductions, and products of tensors. */
final class Arithmetic {
    private Arithmetic() {}

    static void register() {
        chain(AddLayer.class, "Add");
        chain(SubtractLayer.class, "Sub");
        chain(MultiplyLayer.class, "Mul");
        chain(DivideLayer.class, "Div");
        chain(MinimumLayer.class, "Min");
        chain(MaximumLayer.class, "Max");
        chain(MatmulLayer.class, "MatMul");
        unary(ExpLayer.class, "Exp");
        unary(LogLayer.class, "Log");
        unary(SqrtLayer.class, "Sqrt");
        unary(AbsLayer.class, "Abs");
        unary(SinLayer.class, "Sin");
        unary(CosLayer.class, "Cos");
        Exports.register(DerivativeLayer.class, (layer, scope) -> {
            throw new Obstacle("'" + scope.name() + "' is a derivative, which nervure writes into no ONNX file");
        });
        Exports.register(StopGradientLayer.class, (layer, scope) -> scope.input(0));
        Exports.register(ScaleLayer.class, Arithmetic::scale);
        Exports.register(
                PowLayer.class, (layer, scope) -> scope.op("Pow", scope.input(0), scope.number(layer.exponent())));
        Exports.register(ClampLayer.class, Arithmetic::clamp);
        Exports.register(
                CumSumLayer.class,
                (layer, scope) ->
                        scope.op("CumSum", scope.input(0), scope.number(Scope.axis(layer.axis(), scope.shape(0)))));
        reduction(MeanLayer.class, "ReduceMean");
        reduction(MaxLayer.class, "ReduceMax");
        reduction(MinLayer.class, "ReduceMin");
        reduction(LogSumExpLayer.class, "ReduceLogSumExp");
        Exports.register(
                SumLayer.class,
                (layer, scope) ->
                        // At opset 17 this is the one reduction whose axes are an input.
                        scope.op("ReduceSum", scope.input(0), scope.ints(axes(layer, scope)), keepDims(layer)));
    }

    private static <L extends Layer> void unary(Class<L> type, String op) {
        Exports.register(type, (layer, scope) -> scope.op(op, scope.input(0)));
    }

    /** Two tensors, then the result and the next one. */
    static <L extends Layer> void chain(Class<L> type, String op) {
        Exports.register(type, (layer, scope) -> {
            List<Edge> operands = Moves.aligned(scope);
            Edge result = operands.get(0);
            for (Edge next : operands.subList(1, operands.size())) {
                result = scope.op(op, result, next);
            }
            return result;
        });
    }

    private static Edge scale(ScaleLayer layer, Scope scope) {
        Edge x = scope.input(0);
        if (layer.factor() == -1) {
            x = scope.op("Neg", x);
        } else if (layer.factor() != 1) {
            x = scope.op("Mul", x, scope.number(layer.factor(), scope.type(0).element()));
        }
        return layer.offset() == 0
                ? x
                : scope.op("Add", x, scope.number(layer.offset(), scope.type(0).element()));
    }

    private static Edge clamp(ClampLayer layer, Scope scope) {
        List<@Nullable Edge> reads = new ArrayList<>();
        reads.add(scope.input(0));
        ElementType type = scope.type(0).element();
        boolean whole = type == ElementType.INT;
        float min = whole ? (float) Math.ceil(layer.min()) : layer.min();
        float max = whole ? (float) Math.floor(layer.max()) : layer.max();
        reads.add(layer.min() == -Float.MAX_VALUE ? null : scope.number(min, type));
        reads.add(layer.max() == Float.MAX_VALUE ? null : scope.number(max, type));
        return scope.op("Clip", reads);
    }

    private static <L extends ReductionLayer> void reduction(Class<L> type, String op) {
        Exports.register(
                type,
                (layer, scope) ->
                        scope.op(op, scope.input(0), Attribute.ints("axes", axes(layer, scope)), keepDims(layer)));
    }

    private static List<Integer> axes(ReductionLayer layer, Scope scope) {
        int batch = Scope.batch(scope.shape(0));
        return layer.axes(scope.shape(0)).stream().map(axis -> axis + batch).toList();
    }

    private static Attribute keepDims(ReductionLayer layer) {
        return Attribute.of("keepdims", layer.keepDims() ? 1 : 0);
    }
}
