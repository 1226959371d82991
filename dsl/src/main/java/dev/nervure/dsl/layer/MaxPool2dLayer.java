package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MaxPool2d}. */
public record MaxPool2dLayer(List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, String name)
        implements PoolLayer {
    public MaxPool2dLayer kernelSize(int... kernelSize) {
        return Layers.with(this, "kernelSize", kernelSize);
    }

    public MaxPool2dLayer stride(int... stride) {
        return Layers.with(this, "stride", stride);
    }

    public MaxPool2dLayer padding(int... padding) {
        return Layers.with(this, "padding", padding);
    }
}
