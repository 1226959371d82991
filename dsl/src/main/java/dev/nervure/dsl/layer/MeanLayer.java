package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Mean}. */
public record MeanLayer(List<Integer> axis, boolean keepDims, String name) implements ReductionLayer {
    @Override
    public boolean ofIntegers() {
        return false;
    }
}
