package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Add}. */
public record AddLayer(String name) implements BroadcastLayer {
    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }
}
