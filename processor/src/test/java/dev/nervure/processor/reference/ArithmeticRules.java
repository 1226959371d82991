package dev.nervure.processor.reference;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.layer.AbsLayer;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.CosLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.ExpLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LogLayer;
import dev.nervure.dsl.layer.MaximumLayer;
import dev.nervure.dsl.layer.MinimumLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.PowLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SinLayer;
import dev.nervure.dsl.layer.SqrtLayer;
import dev.nervure.dsl.layer.StopGradientLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums, differences, products and quotients of tensors, and tensors put together. */
final class ArithmeticRules {
    private ArithmeticRules() {}

    static void register() {
        binary(AddLayer.class, Double::sum);
        binary(SubtractLayer.class, (a, b) -> a - b);
        binary(MultiplyLayer.class, (a, b) -> a * b);
        Rules.register(DivideLayer.class, (layer, call) -> {
            boolean integers = call.node().type().element() == ElementType.INT;
            return Array.of(call.shape(), index -> {
                double quotient = call.broadcast(0, index) / call.broadcast(1, index);
                return integers ? (int) quotient : quotient;
            });
        });
        unary(ScaleLayer.class, layer -> x -> layer.factor() * x + layer.offset());
        unary(ExpLayer.class, layer -> Math::exp);
        unary(LogLayer.class, layer -> Math::log);
        unary(SqrtLayer.class, layer -> Math::sqrt);
        unary(PowLayer.class, layer -> x -> Math.pow(x, layer.exponent()));
        binary(MinimumLayer.class, (a, b) -> Math.min(a, b), true);
        binary(MaximumLayer.class, (a, b) -> Math.max(a, b), true);
        unary(AbsLayer.class, layer -> Math::abs, 0);
        unary(SinLayer.class, layer -> Math::sin);
        unary(CosLayer.class, layer -> Math::cos);
        Rules.register(
                ClampLayer.class,
                (layer, call) -> DenseRules.apply(
                        call, x -> Math.min(Math.max(x, layer.min()), layer.max()), layer.min(), layer.max()));
        Rules.register(StopGradientLayer.class, (layer, call) -> call.detached(call.input(0)));
        Rules.register(ConcatLayer.class, ArithmeticRules::concat);
    }

    private static <L extends Layer> void unary(
            Class<L> type, Function<L, DoubleUnaryOperator> function, double... kinks) {
        Rules.register(type, (layer, call) -> DenseRules.apply(call, function.apply(layer), kinks));
    }

    private static <L extends Layer> void binary(Class<L> type, DoubleBinaryOperator operator) {
        binary(type, operator, false);
    }

    /** @param bent whether the slope jumps where two operands are equal */
    private static <L extends Layer> void binary(Class<L> type, DoubleBinaryOperator operator, boolean bent) {
        Rules.register(
                type,
                (layer, call) -> Array.of(
                        call.shape(), index -> IntStream.range(0, call.inputs().size())
                                .mapToDouble(i -> call.broadcast(i, index))
                                .reduce((a, b) -> {
                                    if (bent) {
                                        call.kink(a - b);
                                    }
                                    return operator.applyAsDouble(a, b);
                                })
                                .orElseThrow()));
    }

    private static Array concat(ConcatLayer layer, Call call) {
        int[] shape = call.shape();
        int axis = layer.axis() < 0 ? shape.length + layer.axis() : layer.axis() + call.batch(0);
        return Array.of(shape, index -> {
            int[] within = index.clone();
            for (Array part : call.inputs()) {
                if (within[axis] < part.size(axis)) {
                    return part.get(within);
                }
                within[axis] -= part.size(axis);
            }
            throw new AssertionError();
        });
    }
}
