package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;

/** A layer that normalises its values, and applies an activation to the result. */
public sealed interface NormLayer extends Layer
        permits LayerNormLayer, RmsNormLayer, BatchNormLayer, GroupNormLayer, InstanceNormLayer {
    Activation activation();
}
