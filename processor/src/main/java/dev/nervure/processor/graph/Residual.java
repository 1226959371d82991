package dev.nervure.processor.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product whose result is only read by a sum with another tensor, all computed together.
 *
 * @param product computes z
 * @param addition computes z + r
 * @param function computes f(z + r); null where that is no part of it
 */
public record Residual(
        Step product, Step addition, @Nullable Step function) {
    /** r. */
    public Value added() {
        return addition.input(addition.input(0).equals(product.output()) ? 1 : 0);
    }

    /** What comes after the product. */
    public List<Step> further() {
        return function == null ? List.of(addition) : List.of(addition, function);
    }

    /** The last result, the only one that is stored where not every tensor is kept. */
    public Value output() {
        return (function == null ? addition : function).output();
    }

    /** The results before the last. */
    public List<Value> between() {
        List<Value> between = new ArrayList<>(product.outputs());
        if (function != null) {
            between.addAll(addition.outputs());
        }
        return between;
    }
}
