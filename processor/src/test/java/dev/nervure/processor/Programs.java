package dev.nervure.processor;

import dev.nervure.dsl.Network;
import dev.nervure.processor.differentiate.Differentiation;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.lower.Lowerings;
import dev.nervure.processor.plan.Layouts;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.rewrite.Rewrites;

/** Networks as programs, without Java of them. */
public final class Programs {
    private Programs() {}

    /** The steps of forward and loss, with layouts, before anything is computed together. */
    public static Program lowered(Network network, Options options) {
        return Layouts.choose(Lowerings.lower(network), options);
    }

    /** All that is planned and emitted. */
    public static Program of(Network network, Options options) {
        return Rewrites.backward(Differentiation.of(Rewrites.forward(lowered(network, options))));
    }
}
