package dev.nervure.dsl.layer;

import dev.nervure.dsl.Shape;
import java.util.List;

/** A layer that moves a kernel along the axes after the channels. */
non-sealed interface KernelLayer extends Layer {
    List<Integer> kernelSize();

    List<Integer> stride();

    List<Integer> padding();

    /** How the kernel moves along each axis of what the layer reads, {@code [channels, …]}. */
    List<Window> windows(Shape image);

    /** The number of axes along which the kernel moves. */
    default int axes() {
        return kind().endsWith("1d") ? 1 : 2;
    }
}
