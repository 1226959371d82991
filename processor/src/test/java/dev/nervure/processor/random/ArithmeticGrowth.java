package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Sums, differences, products and quotients of tensors, and tensors put together. */
final class ArithmeticGrowth {
    static final List<Growth> ALL = List.of(
            pair(Tensor::plus),
            pair(Tensor::minus),
            pair(Tensor::times),
            pair((a, b) -> a.div(b.softplus().plus(0.2f))), // away from 0
            Growth.of(x -> x.scale(-0.7f, 0.3f)),
            Growth.of(x -> x.tanh().exp()),
            Growth.of(x -> x.sigmoid().plus(0.1f).log()),
            Growth.of(x -> x.sigmoid().plus(0.1f).sqrt()),
            Growth.of(x -> x.pow(2)),
            Growth.of(x -> x.softplus().plus(0.2f).pow(-0.5f)),
            ArithmeticGrowth::sumOfThree,
            ArithmeticGrowth::concat,
            ArithmeticGrowth::derivative);

    private ArithmeticGrowth() {}

    private static Growth pair(BiFunction<Tensor, Tensor, Tensor> operator) {
        return garden -> {
            Tensor a = garden.any();
            return garden.any(b -> broadcast(a.shape(), b.shape())).map(b -> operator.apply(a, b));
        };
    }

    /** Of a function of a tensor that is small enough for differences around each of its values. */
    private static Optional<Tensor> derivative(Garden garden) {
        return garden.any(t -> t.shape().size() <= 12).map(x -> {
            Tensor near = x.tanh();
            Tensor u = garden.oneOf(List.<UnaryOperator<Tensor>>of(
                            y -> y.dense(3, Activation.TANH).sum(-1),
                            y -> y.sin().times(y),
                            y -> y.softmax().pow(2),
                            y -> y.layerNorm(o -> o.eps(0.1f)).pow(2).mean(-1)))
                    .apply(near);
            return u.derivative(near).times(0.5f);
        });
    }

    private static Optional<Tensor> sumOfThree(Garden garden) {
        Tensor a = garden.any();
        Tensor b = garden.any(t -> t.shape().equals(a.shape())).orElseThrow();
        Tensor c = garden.any(t -> t.shape().equals(a.shape())).orElseThrow();
        return Optional.of(a.add(b, c));
    }

    private static boolean broadcast(Shape a, Shape b) {
        for (int axis = 1; axis <= Math.min(a.rank(), b.rank()); axis++) {
            int x = a.axis(-axis).max();
            int y = b.axis(-axis).max();
            if (x != y && x != 1 && y != 1) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Tensor> concat(Garden garden) {
        Tensor first = garden.any();
        int axis = garden.from(0, first.shape().rank() - 1);
        List<Tensor> parts = new ArrayList<>(List.of(first));
        while (parts.size() < 2 || garden.chance(0.3)) {
            parts.add(garden.any(t -> t.shape().rank() == first.shape().rank()
                            && t.shape()
                                    .withAxis(axis, first.shape().axis(axis))
                                    .equals(first.shape()))
                    .orElseThrow());
        }
        return Optional.of(
                Tensor.concat(axis - (garden.chance(0.5) ? first.shape().rank() : 0), parts));
    }
}
