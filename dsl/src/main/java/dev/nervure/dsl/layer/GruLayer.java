package dev.nervure.dsl.layer;

/** The attributes of {@link dev.nervure.dsl.Gru}. */
public record GruLayer(
        int units, int layers, boolean bidirectional, boolean bias, boolean lastOnly, boolean trainable, String name)
        implements RecurrentLayer {
    public GruLayer layers(int layers) {
        return Layers.with(this, "layers", layers);
    }

    public GruLayer bidirectional(boolean bidirectional) {
        return Layers.with(this, "bidirectional", bidirectional);
    }

    public GruLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public GruLayer lastOnly(boolean lastOnly) {
        return Layers.with(this, "lastOnly", lastOnly);
    }

    public GruLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public GruLayer name(String name) {
        return Layers.with(this, "name", name);
    }

    @Override
    public int gates() {
        return 3;
    }
}
