package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Gru}. */
public record GruLayer(
        int units,
        int layers,
        boolean bidirectional,
        boolean bias,
        boolean lastOnly,
        float dropout,
        boolean trainable,
        String name)
        implements RecurrentLayer {
    @Override
    public int gates() {
        return 3;
    }
}
