package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.AvgPool1d}. */
public record AvgPool1dLayer(List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, String name)
        implements PoolLayer {
    public AvgPool1dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public AvgPool1dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public AvgPool1dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }
}
