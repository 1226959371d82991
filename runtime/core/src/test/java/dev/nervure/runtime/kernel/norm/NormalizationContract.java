package dev.nervure.runtime.kernel.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link Normalization} with the provider that runs. The tolerance is that of sums of a few hundred values of about 1 in
 * single precision.
 */
abstract class NormalizationContract {
    private static final float EPS = 1e-5f;
    private static final double TOLERANCE = 2e-5;
    private static final int FIRST = 2;

    private final float[] weight = random(11, 500, 0);
    private final float[] bias = random(12, 500, 0);

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 1", "3, 2", "4, 15", "3, 16", "5, 33", "2, 64", "3, 127", "1, 500"})
    void layer(int rows, int width) {
        for (boolean weighted : new boolean[] {false, true}) {
            for (boolean biased : new boolean[] {false, weighted}) {
                float @Nullable [] w = weighted ? weight : null;
                float @Nullable [] b = biased ? bias : null;
                float[] x = rows(rows, width, 0);
                float[] y = new float[x.length];
                float[] mean = new float[FIRST + rows + 1];
                float[] scale = new float[FIRST + rows + 1];
                Normalization.layer(x, FIRST, rows, width, EPS, w, b, y, mean, scale);
                for (int r = FIRST; r < FIRST + rows; r++) {
                    double m = mean(x, r, width);
                    double s = scale(x, r, width, m);
                    assertThat((double) mean[r]).isCloseTo(m, within(TOLERANCE));
                    assertThat(scale[r] / s).isCloseTo(1, within(TOLERANCE));
                    assertRow(y, x, r, width, m, s, w, b);
                }
                assertUntouched(y, rows, width);
                assertThat(mean[FIRST + rows]).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 15", "5, 33", "2, 64", "1, 500"})
    void rms(int rows, int width) {
        for (boolean weighted : new boolean[] {false, true}) {
            float @Nullable [] w = weighted ? weight : null;
            float[] x = rows(rows, width, 0);
            float[] y = new float[x.length];
            float[] scale = new float[FIRST + rows];
            Normalization.rms(x, FIRST, rows, width, EPS, w, y, scale);
            for (int r = FIRST; r < FIRST + rows; r++) {
                double s = scale(x, r, width, 0);
                assertThat(scale[r] / s).isCloseTo(1, within(TOLERANCE));
                assertRow(y, x, r, width, 0, s, w, null);
            }
            assertUntouched(y, rows, width);
        }
    }

    /** Their spread is 1e-4 of them: a variance from sums of squares in single precision would be noise. */
    @ParameterizedTest
    @CsvSource({"2, 3", "3, 64", "3, 100"})
    void layerOfValuesFarFromZero(int rows, int width) {
        float[] x = rows(rows, width, 1e4f);
        float[] y = new float[x.length];
        float[] mean = new float[FIRST + rows];
        float[] scale = new float[FIRST + rows];
        Normalization.layer(x, FIRST, rows, width, EPS, weight, bias, y, mean, scale);
        for (int r = FIRST; r < FIRST + rows; r++) {
            double m = mean(x, r, width);
            assertThat((double) mean[r]).isCloseTo(m, within(1e-3)); // the spacing of floats there
            assertThat(scale[r] / scale(x, r, width, m)).isCloseTo(1, within(1e-4));
        }
    }

    /**
     * Results and gradients at the two ends of what floats hold, beside double precision. The same relative tolerance as
     * elsewhere: the size of the values takes no digits. ε is that of the squares, or 0 where they are tiny.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-25, 1e-20, 1e-15, 1e-10, 1, 1e10, 1e15, 1e18, 1e20, 1e25, 1e30})
    void a8_valuesOfAnySize(double size) {
        for (int width : new int[] {5, 16, 33, 64}) {
            for (boolean centred : new boolean[] {false, true}) {
                for (float eps : new float[] {0f, EPS}) {
                    for (float[] w : new float[][] {weight, null}) {
                        valuesOfAnySize((float) size, width, centred, eps, w);
                    }
                }
            }
        }
    }

    private static void valuesOfAnySize(float size, int width, boolean centred, float eps, float @Nullable [] w) {
        int rows = FIRST + 3;
        float[] x = random(width, rows * width, 0.3f);
        for (int i = 0; i < x.length; i++) {
            x[i] *= size;
        }
        float[] y = new float[x.length];
        float[] mean = new float[rows];
        float[] scale = new float[rows];
        float[] dy = random(7, x.length, 0.5f);
        float[] dx = new float[x.length];
        float[] dw = new float[width];
        if (centred) {
            Normalization.layer(x, 0, rows, width, eps, w, null, y, mean, scale);
            Normalization.layerGradient(dy, x, mean, scale, 0, rows, width, w, dx, false);
        } else {
            Normalization.rms(x, 0, rows, width, eps, w, y, scale);
            Normalization.rmsGradient(dy, x, scale, 0, rows, width, w, dx, false);
        }
        Normalization.weightGradient(dy, x, centred ? mean : null, scale, 0, rows, width, dw);
        double[] expectedWeight = new double[width];
        for (int r = 0; r < rows; r++) {
            double m = centred ? mean(x, r, width) : 0;
            double squares = 0;
            for (int j = 0; j < width; j++) {
                squares += (x[r * width + j] - m) * (x[r * width + j] - m);
            }
            double s = 1 / Math.sqrt(squares / width + eps);
            double sum = 0;
            double products = 0;
            for (int j = 0; j < width; j++) {
                double e = dy[r * width + j] * (w == null ? 1.0 : w[j]);
                sum += centred ? e : 0;
                products += e * (x[r * width + j] - m) * s;
            }
            for (int j = 0; j < width; j++) {
                int i = r * width + j;
                double normal = (x[i] - m) * s;
                double e = dy[i] * (w == null ? 1.0 : w[j]);
                assertThat((double) y[i]).isCloseTo(normal * (w == null ? 1 : w[j]), within(TOLERANCE));
                double slope = e - sum / width - normal * products / width;
                assertThat(dx[i] / s).isCloseTo(slope, within(TOLERANCE));
                expectedWeight[j] += dy[i] * normal;
            }
        }
        for (int j = 0; j < width; j++) {
            assertThat((double) dw[j]).isCloseTo(expectedWeight[j], within(TOLERANCE * rows));
        }
    }

    /** 0, 1, 2, 3 over and over: mean 1.5, deviation √1.25, mean square 3.5. */
    @ParameterizedTest
    @ValueSource(floats = {1e20f, 1e30f, 1e37f})
    void a8_zeroToThreeTimesALargeNumber(float size) {
        float[] x = new float[16];
        for (int j = 0; j < 16; j++) {
            x[j] = j % 4 * size;
        }
        float[] ones = new float[16];
        Arrays.fill(ones, 1f);
        float[] y = new float[16];
        Normalization.layer(x, 0, 1, 16, EPS, ones, null, y, new float[1], new float[1]);
        assertThat(Arrays.copyOf(y, 4))
                .containsExactly(new float[] {-1.3416f, -0.4472f, 0.4472f, 1.3416f}, within(1e-4f));
        Normalization.rms(x, 0, 1, 16, EPS, ones, y, new float[1]);
        assertThat(Arrays.copyOf(y, 4)).containsExactly(new float[] {0f, 0.5345f, 1.0690f, 1.6036f}, within(1e-4f));
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 1", "3, 2", "4, 15", "3, 16", "5, 33", "2, 64", "3, 127", "1, 500"})
    void gradients(int rows, int width) {
        for (boolean centred : new boolean[] {false, true}) {
            for (boolean weighted : new boolean[] {false, true}) {
                for (boolean add : new boolean[] {false, true}) {
                    gradients(rows, width, centred, weighted ? weight : null, add);
                }
            }
        }
    }

    private static void gradients(int rows, int width, boolean centred, float @Nullable [] weight, boolean add) {
        float[] x = rows(rows, width, 0);
        float[] dy = random(width, x.length, 0);
        float[] dx = random(width + 1, x.length, 0);
        float[] dw = random(width + 2, width + 1, 0);
        float[] dxBefore = dx.clone();
        float[] dwBefore = dw.clone();
        float[] mean = new float[FIRST + rows];
        float[] scale = new float[FIRST + rows];
        double[] expectedWeight = new double[width];
        for (int r = FIRST; r < FIRST + rows; r++) {
            mean[r] = centred ? (float) mean(x, r, width) : 0f;
            scale[r] = (float) scale(x, r, width, mean[r]);
        }
        if (centred) {
            Normalization.layerGradient(dy, x, mean, scale, FIRST, rows, width, weight, dx, add);
        } else {
            Normalization.rmsGradient(dy, x, scale, FIRST, rows, width, weight, dx, add);
        }
        Normalization.weightGradient(dy, x, centred ? mean : null, scale, FIRST, rows, width, dw);
        for (int r = FIRST; r < FIRST + rows; r++) {
            double sum = 0;
            double products = 0;
            for (int j = 0; j < width; j++) {
                double e = dy[r * width + j] * (weight == null ? 1.0 : weight[j]);
                double normal = ((double) x[r * width + j] - mean[r]) * scale[r];
                sum += centred ? e : 0;
                products += e * normal;
                expectedWeight[j] += dy[r * width + j] * normal;
            }
            for (int j = 0; j < width; j++) {
                int i = r * width + j;
                double e = dy[i] * (weight == null ? 1.0 : weight[j]);
                double normal = ((double) x[i] - mean[r]) * scale[r];
                double expected = scale[r] * (e - sum / width - normal * products / width) + (add ? dxBefore[i] : 0);
                assertThat((double) dx[i]).isCloseTo(expected, within(TOLERANCE * (1 + scale[r])));
            }
        }
        for (int j = 0; j < width; j++) {
            assertThat((double) dw[j]).isCloseTo(dwBefore[j] + expectedWeight[j], within(TOLERANCE));
        }
        assertThat(dw[width]).isEqualTo(dwBefore[width]);
        for (int i = 0; i < x.length; i++) {
            if (i < FIRST * width || i >= (FIRST + rows) * width) {
                assertThat(dx[i]).isEqualTo(dxBefore[i]);
            }
        }
    }

    private static void assertRow(
            float[] y,
            float[] x,
            int r,
            int width,
            double mean,
            double scale,
            float @Nullable [] weight,
            float @Nullable [] bias) {
        for (int j = 0; j < width; j++) {
            double expected =
                    (x[r * width + j] - mean) * scale * (weight == null ? 1 : weight[j]) + (bias == null ? 0 : bias[j]);
            assertThat((double) y[r * width + j]).isCloseTo(expected, within(TOLERANCE));
        }
    }

    private static void assertUntouched(float[] y, int rows, int width) {
        for (int i = 0; i < y.length; i++) {
            if (i < FIRST * width || i >= (FIRST + rows) * width) {
                assertThat(y[i]).isZero();
            }
        }
    }

    private static double mean(float[] x, int r, int width) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += x[r * width + j];
        }
        return sum / width;
    }

    private static double scale(float[] x, int r, int width, double mean) {
        double squares = 0;
        for (int j = 0; j < width; j++) {
            squares += (x[r * width + j] - mean) * (x[r * width + j] - mean);
        }
        return 1 / Math.sqrt(squares / width + EPS);
    }

    /** Rows before and after those that are normalised. */
    private static float[] rows(int rows, int width, float centre) {
        return random(rows * 1000 + width, (FIRST + rows + 1) * width, centre);
    }

    /** As far as 1 from a centre. */
    private static float[] random(int seed, int length, float centre) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = centre + (float) random.nextDouble(-1, 0);
        }
        return values;
    }
}
