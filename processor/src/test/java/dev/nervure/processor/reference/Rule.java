package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.Layer;

/** What a layer computes, as its documentation says it: slow and plain. */
@FunctionalInterface
interface Rule<L extends Layer> {
    Array apply(L layer, Call call);
}
