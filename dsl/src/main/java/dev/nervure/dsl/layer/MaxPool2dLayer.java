package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MaxPool2d}. */
public record MaxPool2dLayer(
        List<Integer> kernelSize,
        List<Integer> stride,
        List<Integer> padding,
        List<Integer> dilation,
        boolean ceilMode,
        String name)
        implements PoolLayer {}
