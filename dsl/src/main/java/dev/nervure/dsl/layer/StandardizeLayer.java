package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Standardize}. */
public record StandardizeLayer(int axis, float eps, String name) implements CompositeLayer {
    @Override
    public Tensor expand(List<Tensor> inputs) {
        if (!(eps > 0 && eps <= 1)) {
            throw NetworkException.attribute("eps", Message.OUT_OF_RANGE, "eps", "over 0, at most 1", eps);
        }
        Tensor x = inputs.get(0);
        Shape shape = Rules.floats(this, List.of(x.type()), 0).shape();
        Rules.rankAtLeast(this, List.of(x.type()), 0, 1);
        int last = shape.rank() - 1;
        int at = Rules.axis("axis", axis, shape);
        if (at != 0 && at != last) {
            throw NetworkException.attribute("axis", Message.OUT_OF_RANGE, "axis", "the first or the last axis", axis);
        }
        int size = Rules.constantAxis(this, List.of(x.type()), 0, at);
        Tensor mean = along(statistic("mean", size, 0), last - at);
        Tensor variance = along(statistic("variance", size, 1), last - at);
        return x.minus(mean)
                .named("centred")
                .div(variance.sqrt().clamp(eps, Float.MAX_VALUE).named("deviation"))
                .named("result");
    }

    private static Tensor statistic(String name, int size, float initial) {
        return Tensor.parameter(name, List.of(size), o -> o.initializer(Initializer.CONSTANT)
                .constant(initial)
                .trainable(false));
    }

    /** With axes of size 1 behind it. */
    private static Tensor along(Tensor statistic, int axes) {
        if (axes == 0) {
            return statistic;
        }
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(axes, 1));
        sizes.add(0, statistic.shape().axis(0).max());
        return statistic.reshape(sizes.stream().mapToInt(size -> size).toArray());
    }
}
