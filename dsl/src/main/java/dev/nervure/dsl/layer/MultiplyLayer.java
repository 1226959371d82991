package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Multiply}. */
public record MultiplyLayer(String name) implements BroadcastLayer {
    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }
}
