package dev.nervure.runtime.kernel.convolution;

class PortableTapsTest extends TapsContract {
    @Override
    void fill(Taps taps, float[] source, int offset, float[] planes) {
        taps.fill(source, offset, planes);
    }
}
