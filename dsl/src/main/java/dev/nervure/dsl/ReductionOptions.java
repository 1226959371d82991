package dev.nervure.dsl;

import java.util.Map;

/** Options of layers that make one value of many: {@code x.mean(o -> o.axis(-1).keepDims(true))}. */
public final class ReductionOptions extends Options<ReductionOptions> {
    ReductionOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the axes that are reduced.
     *
     * @param axis axes of a sample, from 0, or from −1 backwards; none for all of them
     * @return these options
     */
    public ReductionOptions axis(int... axis) {
        return set("axis", axis);
    }

    /**
     * Chooses whether each reduced axis stays, with size 1.
     *
     * @param keepDims false by default
     * @return these options
     */
    public ReductionOptions keepDims(boolean keepDims) {
        return set("keepDims", keepDims);
    }
}
