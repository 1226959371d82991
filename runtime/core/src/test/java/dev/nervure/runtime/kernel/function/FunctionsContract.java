package dev.nervure.runtime.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Elementwise} with the provider that runs. */
abstract class FunctionsContract {
    private static final float[] EDGES = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        88.7f,
        88.8f,
        -87.4f,
        -103.9f,
        -104.1f,
        9.1f,
        -9.1f,
        30f,
        5.6f,
        -5.7f
    };

    @ParameterizedTest
    @EnumSource
    void givesTheBitsOfTheScalarFunction(Function f) {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {0, 1, 7, 15, 16, 17, 23, 24, 31, 33, 64, 100, 255, 256, 257, 700}) {
            float[] x = values(random, n + 2);
            float[] y = new float[n + 4];
            Arrays.fill(y, 42f);
            Elementwise.apply(f, x, 2, y, 3, n, 0.7f);
            for (int k = 0; k < n; k++) {
                // As objects, so that NaN equals NaN and zeros of different sign differ.
                assertThat((Float) y[3 + k])
                        .as("%s(%s), %d of %d", f, x[2 + k], k, n)
                        .isEqualTo((Float) PortableFunctions.of(f, x[2 + k], 0.7f));
            }
            assertThat(new float[] {y[0], y[2], y[3 + n]}).as("outside").containsOnly(42f);

            float[] inPlace = x.clone();
            Elementwise.apply(f, inPlace, 2, inPlace, 2, n, 0.7f);
            assertThat(Arrays.copyOfRange(inPlace, 2, 2 + n)).isEqualTo(Arrays.copyOfRange(y, 3, 3 + n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 33, 300})
    void gradientOfRelu(int n) {
        float[] results = {0f, Float.MIN_VALUE, 1f, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        float[] slopes = {0f, -Float.MIN_VALUE, 1f, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        SplittableRandom random = new SplittableRandom(n);
        float[] y = new float[n + 3];
        float[] dy = new float[n + 3];
        for (int k = 0; k < n + 3; k++) {
            y[k] = results[random.nextInt(results.length)];
            dy[k] = slopes[random.nextInt(slopes.length)];
        }
        float[] dx = random(random, n + 3, 1);
        float[] before = dx.clone();
        Elementwise.reluGradient(y, dy, dx, 2, n);
        for (int k = 0; k < n + 3; k++) {
            float expected = k < 2 || k == n + 2 ? before[k] : y[k] > 0 ? dy[k] : 0f;
            assertThat(dx[k] == expected).as("%s where y is %s", dx[k], y[k]).isTrue(); // −0 is 0
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GELU_SLOPE", "GELU_TANH_SLOPE", "SILU_SLOPE", "MISH_SLOPE", "SIGMOID"})
    void gradientIsTheProductWithTheSlope(Function slope) {
        SplittableRandom random = new SplittableRandom(5);
        for (int n : new int[] {0, 1, 7, 16, 23, 24, 33, 256, 257, 1024, 1100}) {
            float[] z = values(random, n + 3);
            float[] dy = random(random, n + 3, 2);
            float[] dx = new float[n + 3];
            Arrays.fill(dx, 42f);
            Elementwise.gradient(slope, z, dy, dx, 2, n);
            for (int k = 2; k < n + 2; k++) {
                assertThat((Float) dx[k])
                        .as("%s(%s), %d of %d", slope, z[k], k, n)
                        .isEqualTo((Float) (dy[k] * PortableFunctions.of(slope, z[k], 0f)));
            }
            assertThat(new float[] {dx[0], dx[1], dx[n + 2]}).as("outside").containsOnly(42f);

            float[] inPlace = dy.clone();
            Elementwise.gradient(slope, z, inPlace, inPlace, 2, n);
            assertThat(Arrays.copyOfRange(inPlace, 2, n + 2)).isEqualTo(Arrays.copyOfRange(dx, 2, n + 2));
            Elementwise.gradient(slope, z, dy, z, 2, n);
            assertThat(Arrays.copyOfRange(z, 2, n + 2)).isEqualTo(Arrays.copyOfRange(dx, 2, n + 2));
        }
    }

    private static float[] values(SplittableRandom random, int length) {
        float[] values = random(random, length, 12);
        for (int k = 0; k < length; k++) {
            switch (random.nextInt(4)) {
                case 0 -> values[k] = EDGES[random.nextInt(EDGES.length)];
                case 1 -> values[k] = Float.intBitsToFloat(random.nextInt());
                default -> {}
            }
        }
        return values;
    }

    private static float[] random(SplittableRandom random, int length, double scale) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-scale, scale);
        }
        return values;
    }
}
