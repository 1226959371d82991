package dev.nervure.processor.op;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/** How a step takes part in the product before it. */
public interface Follower {
    /**
     * Adds the step to what the product does.
     *
     * @param before the result that the step reads
     */
    void follow(Step step, Value before, Ending ending);

    /** Whether the product can store what the step reads as well, in the same call. */
    default boolean storesBefore() {
        return false;
    }
}
