package dev.nervure.processor.stream;

import dev.nervure.processor.graph.Step;

/** How one kind of op goes on from place to place. */
@FunctionalInterface
interface Rule {
    /** Adds the steps for the places that are given now, or says why there are none. */
    void apply(Step step, Streaming stream);
}
