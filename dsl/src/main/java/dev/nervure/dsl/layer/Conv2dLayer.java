package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.PaddingMode;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Conv2d}. */
public record Conv2dLayer(
        int channels,
        List<Integer> kernelSize,
        List<Integer> stride,
        List<Integer> padding,
        PaddingMode paddingMode,
        List<Integer> dilation,
        int groups,
        boolean bias,
        Activation activation,
        Initializer initializer,
        float constant,
        boolean trainable,
        String name)
        implements ConvolutionLayer {
    public Conv2dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public Conv2dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public Conv2dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }

    public Conv2dLayer paddingMode(PaddingMode paddingMode) {
        return Layers.with(this, "paddingMode", paddingMode);
    }

    public Conv2dLayer dilation(int... dilation) {
        return Layers.with(this, "dilation", dilation);
    }

    public Conv2dLayer groups(int groups) {
        return Layers.with(this, "groups", groups);
    }

    public Conv2dLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public Conv2dLayer activation(Activation activation) {
        return Layers.with(this, "activation", activation);
    }

    public Conv2dLayer initializer(Initializer initializer) {
        return Layers.with(this, "initializer", initializer);
    }

    public Conv2dLayer constant(float constant) {
        return Layers.with(this, "constant", constant);
    }

    public Conv2dLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public Conv2dLayer name(String name) {
        return Layers.with(this, "name", name);
    }
}
