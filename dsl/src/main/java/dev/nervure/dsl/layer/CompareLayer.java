package dev.nervure.dsl.layer;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;

/** The attributes of {@link dev.nervure.dsl.Compare}. */
public record CompareLayer(Comparison value, String name) implements BroadcastLayer {
    @Override
    public boolean takes(ElementType element) {
        return element != ElementType.BOOL || value == Comparison.EQUAL || value == Comparison.NOT_EQUAL;
    }

    @Override
    public ElementType gives(ElementType element) {
        return ElementType.BOOL;
    }
}
