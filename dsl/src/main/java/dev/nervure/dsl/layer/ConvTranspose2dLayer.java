package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.PaddingMode;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.ConvTranspose2d}. */
public record ConvTranspose2dLayer(
        int channels,
        List<Integer> kernelSize,
        List<Integer> stride,
        List<Integer> padding,
        List<Integer> outputPadding,
        PaddingMode paddingMode,
        List<Integer> dilation,
        int groups,
        boolean bias,
        Activation activation,
        Initializer initializer,
        float constant,
        boolean trainable,
        String name)
        implements TransposedConvolutionLayer {
    public ConvTranspose2dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public ConvTranspose2dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public ConvTranspose2dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }

    public ConvTranspose2dLayer outputPadding(int... outputPadding) {
        return Layers.with(this, "outputPadding", outputPadding);
    }

    public ConvTranspose2dLayer paddingMode(PaddingMode paddingMode) {
        return Layers.with(this, "paddingMode", paddingMode);
    }

    public ConvTranspose2dLayer dilation(int... dilation) {
        return Layers.with(this, "dilation", dilation);
    }

    public ConvTranspose2dLayer groups(int groups) {
        return Layers.with(this, "groups", groups);
    }

    public ConvTranspose2dLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public ConvTranspose2dLayer activation(Activation activation) {
        return Layers.with(this, "activation", activation);
    }

    public ConvTranspose2dLayer initializer(Initializer initializer) {
        return Layers.with(this, "initializer", initializer);
    }

    public ConvTranspose2dLayer constant(float constant) {
        return Layers.with(this, "constant", constant);
    }

    public ConvTranspose2dLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public ConvTranspose2dLayer name(String name) {
        return Layers.with(this, "name", name);
    }
}
