package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;

/** The attributes of {@link dev.nervure.dsl.Divide}. */
public record DivideLayer(String name) implements BroadcastLayer {
    @Override
    public boolean takes(ElementType element) {
        return element != ElementType.BOOL;
    }
}
