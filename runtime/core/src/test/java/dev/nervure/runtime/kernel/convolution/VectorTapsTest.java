package dev.nervure.runtime.kernel.convolution;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorTapsTest extends TapsContract {
    @Override
    void fill(Taps taps, float[] source, int offset, float[] planes) {
        new VectorPlanes(taps).fill(source, offset, planes);
    }
}
