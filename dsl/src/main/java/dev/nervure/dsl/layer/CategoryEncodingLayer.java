package dev.nervure.dsl.layer;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.TensorType;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.CategoryEncoding}. */
public record CategoryEncodingLayer(int classes, boolean count, String name) implements CompositeLayer {
    @Override
    public Tensor expand(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        List<TensorType> types = List.of(x.type());
        Rules.positive("classes", classes);
        Rules.integers(this, types, 0);
        Rules.rankAtLeast(this, types, 0, 1);
        Tensor rows = x.oneHot(classes).named("rows");
        return (count ? rows.sum(-2) : rows.max(-2)).named("result");
    }
}
