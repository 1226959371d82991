package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;

/** The attributes of {@link dev.nervure.dsl.Or}. */
public record OrLayer(String name) implements BroadcastLayer {
    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean takes(ElementType element) {
        return element == ElementType.BOOL;
    }
}
