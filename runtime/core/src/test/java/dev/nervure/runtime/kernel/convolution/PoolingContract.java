package dev.nervure.runtime.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Pooling} with the provider that runs: maxima and where they were, to the bit. */
abstract class PoolingContract {
    private static final float UNTOUCHED = 77;

    @ParameterizedTest
    @CsvSource({
        "1, 2, 2",
        "3, 5, 7",
        "2, 28, 28",
        "5, 14, 14",
        "1, 1, 40",
        "2, 6, 33",
        "3, 4, 64",
        "4, 7, 66",
        "40, 3, 2",
        "7, 8, 16"
    })
    void maximaAndTheirGradients(int planes, int height, int width) {
        SplittableRandom random = new SplittableRandom(planes * 10_000 + height * 100 + width);
        float[] x = new float[planes * height * width];
        for (int k = 0; k < x.length; k++) {
            x[k] = random.nextInt(5) - 2; // often equal
            x[k] = x[k] != 2 ? x[k] : random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            x[k] = random.nextInt(20) == 0 ? Float.NaN : x[k];
        }
        int size = planes * (height / 2) * (width / 2);
        float[] y = new float[size + 1];
        y[size] = UNTOUCHED;
        Pooling.max(x, y, planes, height, width);
        float[] dy = new float[size];
        float[] expected = new float[x.length];
        int[] at = new int[size];
        for (int k = 0; k < size; k++) {
            dy[k] = 1 + k;
            at[k] = first(x, k, height, width);
            expected[at[k]] = dy[k];
            assertThat(y[k]).isEqualTo(Float.valueOf(max(x, k, height, width)));
        }
        assertThat(y[size]).isEqualTo(UNTOUCHED);

        float[] dx = new float[x.length + 1];
        Arrays.fill(dx, UNTOUCHED);
        Pooling.maxGradient(dy, x, y, dx, planes, height, width, false);
        assertThat(Arrays.copyOf(dx, x.length)).containsExactly(expected);
        assertThat(dx[x.length]).isEqualTo(UNTOUCHED);

        Pooling.maxGradient(dy, x, y, dx, planes, height, width, true);
        for (int k = 0; k < size; k++) {
            expected[at[k]] = 2 * dy[k];
        }
        assertThat(Arrays.copyOf(dx, x.length)).containsExactly(expected);
    }

    /** The maximum of the window of the result's value {@code k}. */
    private static float max(float[] x, int k, int height, int width) {
        float max = Float.NEGATIVE_INFINITY;
        for (int place : window(k, height, width)) {
            max = Math.max(max, x[place]);
        }
        return max;
    }

    /** The first of the greatest values in the window; its last where one is not a number. */
    private static int first(float[] x, int k, int height, int width) {
        float max = max(x, k, height, width);
        int[] window = window(k, height, width);
        return IntStream.of(window).filter(place -> x[place] == max).findFirst().orElse(window[3]);
    }

    private static int[] window(int k, int height, int width) {
        int row = k / (width / 2);
        int above = (row / (height / 2) * height + row % (height / 2) * 2) * width + k % (width / 2) * 2;
        return new int[] {above, above + 1, above + width, above + width + 1};
    }
}
