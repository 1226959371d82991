package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MaxPool1d}. */
public record MaxPool1dLayer(
        List<Integer> kernelSize,
        List<Integer> stride,
        List<Integer> padding,
        List<Integer> dilation,
        boolean ceilMode,
        String name)
        implements PoolLayer {}
