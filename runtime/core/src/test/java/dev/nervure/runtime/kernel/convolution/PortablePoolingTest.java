package dev.nervure.runtime.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortablePoolingTest extends PoolingContract {
    /** A convolution asks for the maxima of a sample within a larger array. */
    @Test
    void startsAnywhere() {
        float[] x = {9, 9, 9, 1, 5, 2, 3, 4, 8, 7, 6, 0, 9};
        float[] y = {9, 9, 9, 9};
        PortablePooling.max(x, 3, y, 1, 1, 2, 4);
        assertThat(y).containsExactly(9, 8, 7, 9);
        float[] maxima = Arrays.copyOfRange(y, 1, 3);
        float[] dx = new float[9];
        dx[8] = 9;
        PortablePooling.maxGradient(new float[] {10, 20}, x, 3, maxima, dx, 1, 2, 4, false);
        assertThat(dx).containsExactly(0, 0, 0, 0, 0, 10, 20, 0, 9);
        PortablePooling.maxGradient(new float[] {10, 20}, x, 3, maxima, dx, 1, 2, 4, true);
        assertThat(dx).containsExactly(0, 0, 0, 0, 0, 20, 40, 0, 9);
    }
}
