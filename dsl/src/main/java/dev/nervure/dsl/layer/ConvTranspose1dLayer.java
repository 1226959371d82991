package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.PaddingMode;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.ConvTranspose1d}. */
public record ConvTranspose1dLayer(
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
    public ConvTranspose1dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public ConvTranspose1dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public ConvTranspose1dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }

    public ConvTranspose1dLayer outputPadding(int... outputPadding) {
        return Layers.with(this, "outputPadding", outputPadding);
    }

    public ConvTranspose1dLayer paddingMode(PaddingMode paddingMode) {
        return Layers.with(this, "paddingMode", paddingMode);
    }

    public ConvTranspose1dLayer dilation(int... dilation) {
        return Layers.with(this, "dilation", dilation);
    }

    public ConvTranspose1dLayer groups(int groups) {
        return Layers.with(this, "groups", groups);
    }

    public ConvTranspose1dLayer bias(boolean bias) {
        return Layers.with(this, "bias", bias);
    }

    public ConvTranspose1dLayer activation(Activation activation) {
        return Layers.with(this, "activation", activation);
    }

    public ConvTranspose1dLayer initializer(Initializer initializer) {
        return Layers.with(this, "initializer", initializer);
    }

    public ConvTranspose1dLayer constant(float constant) {
        return Layers.with(this, "constant", constant);
    }

    public ConvTranspose1dLayer trainable(boolean trainable) {
        return Layers.with(this, "trainable", trainable);
    }

    public ConvTranspose1dLayer name(String name) {
        return Layers.with(this, "name", name);
    }
}
