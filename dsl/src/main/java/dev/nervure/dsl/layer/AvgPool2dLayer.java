package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.AvgPool2d}. */
public record AvgPool2dLayer(List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, String name)
        implements PoolLayer {
    public AvgPool2dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public AvgPool2dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public AvgPool2dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }
}
