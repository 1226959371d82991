package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.function.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Matrix} with the provider that runs, checked against sums in double precision. */
public abstract class MatrixContract {
    record Case(int outputs, int inputs, int rows, long seed) {}

    static Stream<Case> cases() {
        SplittableRandom random = new SplittableRandom(7);
        int[] edges = {1, 2, 3, 15, 16, 17, 31, 32, 33, 64, 65};
        Stream<Case> edged = IntStream.range(0, 30)
                .mapToObj(k -> new Case(
                        edges[random.nextInt(edges.length)],
                        edges[random.nextInt(edges.length)],
                        edges[random.nextInt(edges.length)],
                        k));
        Stream<Case> anywhere = IntStream.range(0, 30)
                .mapToObj(
                        k -> new Case(random.nextInt(1, 150), random.nextInt(1, 150), random.nextInt(0, 130), 100 + k));
        // Large enough in one direction for a tile, a block or a strip to end inside.
        Stream<Case> large = Stream.of(
                new Case(10, 784, 1, 1),
                new Case(3, 4200, 4, 2),
                new Case(40, 1100, 9, 3),
                new Case(33, 300, 20, 4),
                new Case(20, 30, 300, 5),
                new Case(200, 3, 700, 6), // more results than are worked on at once
                new Case(500, 300, 30, 7),
                new Case(160, 1000, 3, 8)); // more weights than a tile holds, of rows that fill whole vectors
        return Stream.of(edged, anywhere, large).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiplies(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        float[] w = random(random, c.outputs * c.inputs);
        float[] x = random(random, 5 + c.rows * c.inputs);
        float[] bias = random(random, c.outputs);
        Matrix matrix = matrix(c, w);
        for (Epilogue f : Epilogue.functions()) {
            for (float[] b : new float[][] {bias, null}) {
                float[] y = random(random, 3 + c.rows * c.outputs + 2);
                float[] before = y.clone();
                matrix.multiply(x, 5, c.rows, b, f, y, 3);
                for (int r = 0; r < c.rows; r++) {
                    for (int j = 0; j < c.outputs; j++) {
                        double sum = b == null ? 0 : b[j];
                        for (int i = 0; i < c.inputs; i++) {
                            sum += (double) w[j * c.inputs + i] * x[5 + r * c.inputs + i];
                        }
                        assertClose(y[3 + r * c.outputs + j], apply(f, sum), c.inputs, c + " " + f);
                    }
                }
                assertUntouched(y, before, 3, c.rows * c.outputs);
            }
        }
    }

    /** One row, whose zeros may be left out, has the bits of the same row among others, whose zeros are not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30, 60, 90, 99, 100})
    void zerosOfOneRowAreLeftOutWithTheSameBits(int percent) {
        SplittableRandom random = new SplittableRandom(percent);
        for (Case c : List.of(
                new Case(300, 70, 2, 1),
                new Case(128, 784, 2, 2),
                new Case(1000, 100, 2, 3),
                new Case(130, 65, 2, 4))) {
            Matrix matrix = matrix(c, random(random, c.outputs * c.inputs));
            float[] bias = random(random, c.outputs);
            float[] x = random(random, 3 + 2 * c.inputs);
            for (int i = 0; i < x.length; i++) {
                if (random.nextInt(100) < percent) {
                    x[i] = random.nextBoolean() ? 0f : -0f;
                }
            }
            for (float[] b : new float[][] {bias, null}) {
                float[] both = new float[2 * c.outputs];
                matrix.multiply(x, 3, 2, b, Epilogue.RELU, both, 0);
                for (int r = 0; r < 2; r++) {
                    float[] one = random(random, 1 + c.outputs);
                    matrix.multiply(x, 3 + r * c.inputs, 1, b, Epilogue.RELU, one, 1);
                    assertThat(Arrays.copyOfRange(one, 1, 1 + c.outputs))
                            .as("%s, row %d", c, r)
                            .isEqualTo(Arrays.copyOfRange(both, r * c.outputs, (r + 1) * c.outputs));
                }
            }
        }
    }

    @Test
    void zerosAreGatheredWhereTheySaveMoreThanThatCosts() {
        float[] x = new float[1000];
        assertThat(NonZeros.areWorthGathering(x, 0, 1000, 300, 80)).isTrue();
        assertThat(NonZeros.areWorthGathering(x, 0, 1000, 80, 80)).isFalse();
        assertThat(NonZeros.areWorthGathering(x, 0, 63, 300, 80)).isFalse();
        for (int i = 0; i < 1000; i++) {
            x[i] = i % 5 == 0 ? 0f : Float.NaN; // a fifth
        }
        assertThat(NonZeros.areWorthGathering(x, 0, 1000, 300, 80)).isFalse();
        assertThat(NonZeros.areWorthGathering(x, 0, 1000, 1536, 80)).isTrue();
        NonZeros some = NonZeros.of(x, 1, 9);
        assertThat(some.count()).isEqualTo(8);
        assertThat(Arrays.copyOf(some.places(), 8)).containsExactly(0, 1, 2, 3, 5, 6, 7, 8);
    }

    /** With the bits of the sum by itself. */
    @ParameterizedTest
    @MethodSource("cases")
    void addsAResidual(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        Matrix matrix = matrix(c, random(random, c.outputs * c.inputs));
        float[] x = random(random, 5 + c.rows * c.inputs);
        float[] bias = random(random, c.outputs);
        float[] residual = random(random, 3 + c.rows * c.outputs + 2);
        float[] z = random(random, residual.length);
        for (float[] b : new float[][] {bias, null}) {
            matrix.multiply(x, 5, c.rows, b, Epilogue.NONE, z, 3);
            for (Epilogue f : Epilogue.functions()) {
                float[] expected = random(random, z.length);
                float[] y = expected.clone();
                for (int k = 3; k < 3 + c.rows * c.outputs; k++) {
                    expected[k] = ofFloat(f, z[k] + residual[k]);
                }
                matrix.multiply(x, 5, c.rows, b, new Epilogue().add(residual).then(f), y, 3);
                assertThat(y).as(c + " " + f).isEqualTo(expected);
            }
        }
    }

    /** With the bits of the steps one by one. */
    @ParameterizedTest
    @MethodSource("cases")
    void normalizesAddsAndApplies(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        Matrix matrix = matrix(c, random(random, c.outputs * c.inputs));
        float[] x = random(random, 5 + c.rows * c.inputs);
        float[] bias = random(random, c.outputs);
        float[] z = random(random, 3 + c.rows * c.outputs + 2);
        float[] residual = random(random, z.length);
        matrix.multiply(x, 5, c.rows, bias, Epilogue.NONE, z, 3);
        for (Epilogue f : Epilogue.functions()) {
            boolean adds = random.nextBoolean();
            Norm norm = new Norm(c.outputs, random.nextBoolean(), random);
            float[] expected = random(random, z.length);
            float[] y = expected.clone();
            for (int k = 0; k < c.rows * c.outputs; k++) {
                float normalized = norm.of(z[3 + k], k % c.outputs);
                expected[3 + k] = ofFloat(f, adds ? normalized + residual[3 + k] : normalized);
            }
            Epilogue e = norm.in(new Epilogue()).then(f);
            matrix.multiply(x, 5, c.rows, bias, adds ? e.add(residual) : e, y, 3);
            assertThat(y).as(c + " " + e).isEqualTo(expected);
        }
    }

    @Test
    void sharedEpiloguesAreNotChanged() {
        assertThatThrownBy(() -> Epilogue.RELU.add(new float[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("RELU is shared: begin with new Epilogue()");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheGradientOfTheInput(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        float[] w = random(random, c.outputs * c.inputs);
        float[] delta = random(random, 4 + c.rows * c.outputs);
        Matrix matrix = matrix(c, w);
        for (boolean add : new boolean[] {false, true}) {
            float[] dx = random(random, 1 + c.rows * c.inputs + 2);
            float[] before = dx.clone();
            matrix.inputGradient(delta, 4, c.rows, dx, 1, add);
            for (int r = 0; r < c.rows; r++) {
                for (int i = 0; i < c.inputs; i++) {
                    double sum = add ? before[1 + r * c.inputs + i] : 0;
                    for (int j = 0; j < c.outputs; j++) {
                        sum += (double) w[j * c.inputs + i] * delta[4 + r * c.outputs + j];
                    }
                    assertClose(dx[1 + r * c.inputs + i], sum, c.outputs, c + " add " + add);
                }
            }
            assertUntouched(dx, before, 1, c.rows * c.inputs);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesTheGradientOfTheWeights(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        float[] before = random(random, c.outputs * c.inputs);
        float[] delta = random(random, 4 + c.rows * c.outputs);
        float[] x = random(random, 2 + c.rows * c.inputs);
        for (boolean add : new boolean[] {false, true}) {
            Matrix gradient = matrix(c, before);
            gradient.weightGradient(delta, 4, c.rows, x, 2, add);
            float[] after = new float[before.length];
            gradient.read(after);
            for (int j = 0; j < c.outputs; j++) {
                for (int i = 0; i < c.inputs; i++) {
                    double sum = add ? before[j * c.inputs + i] : 0;
                    for (int r = 0; r < c.rows; r++) {
                        sum += (double) delta[4 + r * c.outputs + j] * x[2 + r * c.inputs + i];
                    }
                    assertClose(after[j * c.inputs + i], sum, c.rows, c + " add " + add);
                }
            }
            assertPaddingIsZero(gradient, after);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesASampleTheSameResultInAnyBatch(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        Matrix matrix = matrix(c, random(random, c.outputs * c.inputs));
        float[] x = random(random, c.rows * c.inputs);
        float[] together = new float[c.rows * c.outputs];
        float[] alone = new float[c.rows * c.outputs];
        matrix.multiply(x, 0, c.rows, null, Epilogue.TANH, together, 0);
        for (int r = 0; r < c.rows; r++) {
            matrix.multiply(x, r * c.inputs, 1, null, Epilogue.TANH, alone, r * c.outputs);
        }
        assertThat(together).isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsItsValues(Case c) {
        SplittableRandom random = new SplittableRandom(c.seed);
        float[] w = random(random, c.outputs * c.inputs);
        Matrix matrix = matrix(c, w);
        float[] read = new float[w.length];
        matrix.read(read);
        assertThat(read).isEqualTo(w);
        assertPaddingIsZero(matrix, w);

        int j = random.nextInt(c.outputs);
        float[] row = new float[c.inputs + 3];
        matrix.readRow(j, row, 2);
        assertThat(Arrays.copyOfRange(row, 2, 2 + c.inputs))
                .isEqualTo(Arrays.copyOfRange(w, j * c.inputs, (j + 1) * c.inputs));
        matrix.addToRow(j, row, 2);
        float[] expected = w.clone();
        for (int i = 0; i < c.inputs; i++) {
            expected[j * c.inputs + i] += w[j * c.inputs + i];
        }
        matrix.read(read);
        assertThat(read).isEqualTo(expected);

        Matrix zeros = matrix.zeros();
        assertThat(zeros.chunks().length).isEqualTo(matrix.chunks().length);
        zeros.read(read);
        assertThat(read).containsOnly(0f);
    }

    @Test
    void isSharedByThreads() {
        Case c = new Case(70, 90, 33, 5);
        SplittableRandom random = new SplittableRandom(c.seed);
        Matrix matrix = matrix(c, random(random, c.outputs * c.inputs));
        float[] x = random(random, c.rows * c.inputs);
        float[] expected = new float[c.rows * c.outputs];
        matrix.multiply(x, 0, c.rows, null, Epilogue.RELU, expected, 0);
        IntStream.range(0, 64).parallel().forEach(k -> {
            float[] y = new float[c.rows * c.outputs];
            matrix.multiply(x, 0, c.rows, null, Epilogue.RELU, y, 0);
            assertThat(y).isEqualTo(expected);
        });
    }

    private Matrix matrix(Case c, float[] rowMajor) {
        Matrix matrix = Matrix.of(c.outputs, c.inputs);
        matrix.write(rowMajor);
        return matrix;
    }

    /** In double precision. */
    public static double apply(Epilogue f, double z) {
        return switch (f.toString()) {
            case "NONE" -> z;
            case "RELU" -> Math.max(z, 0);
            case "SIGMOID" -> 1 / (1 + Math.exp(-z));
            case "TANH" -> Math.tanh(z);
            default -> ofFloat(f, (float) z); // close to double precision, as ScalarTest shows
        };
    }

    /** As every provider computes it, to the bit. */
    public static float ofFloat(Epilogue f, float z) {
        return switch (f.toString()) {
            case "NONE" -> z;
            case "RELU" -> Math.max(z, 0f);
            case "SIGMOID" -> Scalar.sigmoid(z);
            case "TANH" -> Scalar.tanh(z);
            case "GELU" -> Scalar.gelu(z);
            case "GELU_TANH" -> Scalar.geluTanh(z);
            case "SILU" -> Scalar.silu(z);
            default -> throw new AssertionError(f);
        };
    }

    /** Statistics and parameters of channels, and what they make of a value. */
    public static final class Norm {
        private static final float EPS = 0.01f;
        private final float[] mean;
        private final float[] variance;
        private final float[] weight;
        private final float[] bias;
        private final boolean affine;

        public Norm(int channels, boolean affine, SplittableRandom random) {
            this.mean = random(random, channels);
            this.variance = random(random, channels);
            this.weight = random(random, channels);
            this.bias = random(random, channels);
            this.affine = affine;
            for (int c = 0; c < channels; c++) {
                variance[c] = Math.abs(variance[c]);
            }
        }

        public Epilogue in(Epilogue e) {
            return e.normalize(mean, variance, EPS, affine ? weight : null, affine ? bias : null);
        }

        public float of(float z, int c) {
            float factor = (float) (1 / Math.sqrt((double) variance[c] + EPS));
            return affine ? (z - mean[c]) * (factor * weight[c]) + bias[c] : (z - mean[c]) * factor;
        }
    }

    /** Every addend is below 1, and each addition rounds by at most half a unit of the last place of the sum. */
    private static void assertClose(float actual, double expected, int terms, String what) {
        double tolerance = 1e-6 + 1e-7 * (terms + 2) * (1 + Math.abs(expected)) / 2;
        if (!(Math.abs(actual - expected) <= tolerance)) {
            assertThat((double) actual).as(what).isCloseTo(expected, org.assertj.core.api.Assertions.within(tolerance));
        }
    }

    private static void assertUntouched(float[] after, float[] before, int offset, int length) {
        for (int k = 0; k < after.length; k++) {
            if (k < offset || k >= offset + length) {
                assertThat(after[k]).as("outside of the result, at " + k).isEqualTo(before[k]);
            }
        }
    }

    /** That as many values of the chunks are not zero as there are among {@code values}. */
    public static void assertPaddingIsZero(Matrix matrix, float[] values) {
        long nonZero = 0;
        for (float[] chunk : matrix.chunks()) {
            for (float value : chunk) {
                nonZero += value != 0 ? 1 : 0;
            }
        }
        long expected = 0;
        for (float value : values) {
            expected += value != 0 ? 1 : 0;
        }
        assertThat(nonZero).as("values that are not zero, with padding").isEqualTo(expected);
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
