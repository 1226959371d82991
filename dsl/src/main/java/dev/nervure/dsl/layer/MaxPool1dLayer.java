package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MaxPool1d}. */
public record MaxPool1dLayer(List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, String name)
        implements PoolLayer {
    public MaxPool1dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public MaxPool1dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public MaxPool1dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }
}
