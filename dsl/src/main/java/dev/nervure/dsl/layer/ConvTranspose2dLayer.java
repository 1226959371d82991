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
        implements TransposedConvolutionLayer {}
