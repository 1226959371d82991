package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.AvgPool2d}. */
public record AvgPool2dLayer(
        List<Integer> kernelSize,
        List<Integer> stride,
        List<Integer> padding,
        boolean countIncludePad,
        boolean ceilMode,
        String name)
        implements PoolLayer {}
