package dev.nervure.runtime.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.kernel.function.Epilogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Matrix} with weights of fewer bits, with the provider that runs, checked against sums in double precision. */
abstract class SmallMatrixContract {
    /** A shape, how many rows are multiplied, and how many groups each row of weights has with 8 bits. */
    record Case(int outputs, int inputs, int rows, int groups) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int[] outputs = {1, 3, 8, 16, 31, 64, 65, 112, 128, 150, 200};
        int[] rows = {0, 1, 2, 3, 4, 5, 6, 7, 13, 40, 49, 70};
        for (int k = 0; k < 33; k++) {
            cases.add(new Case(outputs[k % outputs.length], 1 + 37 * k % 150, rows[k * 5 % rows.length], 1));
        }
        cases.add(new Case(130, 1100, 1, 1)); // more terms than a block takes
        cases.add(new Case(130, 1100, 3, 1));
        cases.add(new Case(130, 1100, 50, 1));
        cases.add(new Case(200, 96, 1, 3));
        cases.add(new Case(200, 96, 9, 3));
        cases.add(new Case(72, 128, 80, 4));
        cases.add(new Case(16, 1040, 2, 2));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiplies(Case c) {
        SplittableRandom random = new SplittableRandom(c.hashCode());
        float[] x = random(random, 5 + c.rows * c.inputs);
        float[] bias = random(random, c.outputs);
        for (SmallWeights held : weights(c, random)) {
            Matrix matrix = Matrix.of(c.outputs, c.inputs);
            matrix.hold(held);
            float[] w = new float[matrix.size()];
            held.read(w);
            for (float[] b : new float[][] {bias, null}) {
                float[] y = random(random, 3 + c.rows * c.outputs + 2);
                float[] before = y.clone();
                matrix.multiply(x, 5, c.rows, b, Epilogue.RELU, y, 3);
                for (int r = 0; r < c.rows; r++) {
                    for (int j = 0; j < c.outputs; j++) {
                        double sum = b == null ? 0 : b[j];
                        for (int i = 0; i < c.inputs; i++) {
                            sum += (double) w[j * c.inputs + i] * x[5 + r * c.inputs + i];
                        }
                        // Each addition and each scale rounds by at most half a unit of the last place.
                        double tolerance = 1e-6 + 1e-7 * (c.inputs + 4) * (1 + Math.abs(sum)) / 2;
                        assertThat((double) y[3 + r * c.outputs + j])
                                .as("%s, %s", c, held.getClass())
                                .isCloseTo(Math.max(sum, 0), org.assertj.core.api.Assertions.within(tolerance));
                    }
                }
                assertThat(Arrays.copyOf(y, 3)).isEqualTo(Arrays.copyOf(before, 3));
                int end = 3 + c.rows * c.outputs;
                assertThat(Arrays.copyOfRange(y, end, y.length)).isEqualTo(Arrays.copyOfRange(before, end, y.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesASampleTheSameResultInAnyBatch(Case c) {
        SplittableRandom random = new SplittableRandom(c.hashCode());
        float[] x = random(random, c.rows * c.inputs);
        float[] bias = random(random, c.outputs);
        for (SmallWeights held : weights(c, random)) {
            Matrix matrix = Matrix.of(c.outputs, c.inputs);
            matrix.hold(held);
            float[] together = new float[c.rows * c.outputs];
            float[] alone = new float[c.rows * c.outputs];
            matrix.multiply(x, 0, c.rows, bias, Epilogue.NONE, together, 0);
            for (int r = 0; r < c.rows; r++) {
                matrix.multiply(x, r * c.inputs, 1, bias, Epilogue.NONE, alone, r * c.outputs);
            }
            assertThat(together).as("%s, %s", c, held.getClass()).isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsWhatItHolds(Case c) {
        SplittableRandom random = new SplittableRandom(c.hashCode());
        for (SmallWeights held : weights(c, random)) {
            Matrix matrix = Matrix.of(c.outputs, c.inputs);
            assertThat(matrix.held()).isNull();
            assertThat(matrix.asFloats()).isSameAs(matrix);
            int version = matrix.version();
            matrix.hold(held);
            assertThat(matrix.version()).isNotEqualTo(version);
            float[] expected = new float[matrix.size()];
            held.read(expected);
            float[] values = new float[matrix.size()];
            matrix.read(values);
            assertThat(values).isEqualTo(expected);
            matrix.asFloats().read(values);
            assertThat(values).isEqualTo(expected);
            int j = random.nextInt(c.outputs);
            float[] row = new float[c.inputs + 3];
            matrix.readRow(j, row, 2);
            assertThat(Arrays.copyOfRange(row, 2, 2 + c.inputs))
                    .isEqualTo(Arrays.copyOfRange(expected, j * c.inputs, (j + 1) * c.inputs));
            if (held instanceof ByteWeights bytes) {
                ByteWeights found = (ByteWeights) matrix.held();
                assertThat(found.values()).isEqualTo(bytes.values());
                assertThat(found.scales()).isEqualTo(bytes.scales());
            } else {
                ShortWeights found = (ShortWeights) matrix.held();
                assertThat(found.values()).isEqualTo(((ShortWeights) held).values());
                assertThat(found.brain()).isEqualTo(((ShortWeights) held).brain());
            }
            matrix.write(expected);
            assertThat(matrix.held()).isNull();
            matrix.read(values);
            assertThat(values).isEqualTo(expected);
        }
    }

    @Test
    void takesLessMemory() {
        SplittableRandom random = new SplittableRandom(1);
        Matrix matrix = Matrix.of(256, 100);
        assertThat(matrix.bytes()).isEqualTo(4 * 25_600);
        List<SmallWeights> held = weights(new Case(256, 100, 1, 2), random);
        matrix.hold(held.get(0));
        assertThat(matrix.bytes()).isBetween(25_600L + 2 * 4 * 256, 25_600L + 2 * 4 * 256 + 64);
        matrix.hold(held.get(1));
        assertThat(matrix.bytes()).isEqualTo(2 * 25_600);
    }

    /** A table of floats or of fewer bits gives its rows, and is not multiplied. */
    @Test
    void tablesAreLookedUp() {
        SplittableRandom random = new SplittableRandom(2);
        Matrix table = Matrix.table(50, 24);
        float[] w = random(random, 50 * 24);
        table.write(w);
        assertRows(table, w);
        assertThat(table.chunks()).hasDimensions(1, 50 * 24);
        table.addToRow(3, new float[] {9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}, 1);
        w[3 * 24 + 23] += 2;
        for (int i = 0; i < 23; i++) {
            w[3 * 24 + i] += 1;
        }
        assertRows(table, w);
        assertThat(table.zeros().chunks()).hasDimensions(1, 50 * 24);
        for (SmallWeights held : weights(new Case(50, 24, 1, 3), random)) {
            table.hold(held);
            held.read(w);
            assertRows(table, w);
            assertThat(table.held()).isSameAs(held);
            assertThat(table.bytes()).isEqualTo(held instanceof ByteWeights ? 50 * 24 + 150 * 4 : 50 * 24 * 2);
            assertRows(table.asFloats(), w);
            assertThatThrownBy(() -> table.multiply(new float[24], 0, 1, null, Epilogue.NONE, new float[50], 0))
                    .hasMessage("a table is looked up and not multiplied");
        }
        table.write(w);
        assertRows(table, w);
        assertThat(table.bytes()).isEqualTo(4 * 50 * 24);
    }

    private static void assertRows(Matrix table, float[] w) {
        float[] all = new float[w.length];
        table.read(all);
        assertThat(all).isEqualTo(w);
        float[] row = new float[24 + 2];
        for (int j = 0; j < w.length / 24; j++) {
            table.readRow(j, row, 1);
            assertThat(Arrays.copyOfRange(row, 1, 25)).isEqualTo(Arrays.copyOfRange(w, j * 24, j * 24 + 24));
        }
    }

    @Test
    void isForInference() {
        Matrix matrix = Matrix.of(2, 3);
        matrix.hold(new ByteWeights(new byte[6], new float[] {1, 1}));
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        matrix::chunks,
                        () -> matrix.addToRow(0, new float[3], 0),
                        () -> matrix.inputGradient(new float[2], 0, 1, new float[3], 0, false),
                        () -> matrix.weightGradient(new float[2], 0, 1, new float[3], 0, false))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("weights of fewer than 32 bits are for inference");
        }
        assertThatThrownBy(() -> matrix.hold(new ShortWeights(new short[5], true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 x 3 weights, got 5");
        assertThatThrownBy(() -> new ByteWeights(new byte[6], new float[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("6 weights with 4 scales");
    }

    /** Of 8 bits and of both kinds of 16, all below about 1. */
    private static List<SmallWeights> weights(Case c, SplittableRandom random) {
        int size = c.outputs * c.inputs;
        int groups = c.inputs % c.groups == 0 ? c.groups : 1;
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt(-128, 128);
        }
        float[] scales = new float[c.outputs * groups];
        for (int g = 0; g < scales.length; g++) {
            scales[g] = (float) random.nextDouble(0.001, 0.01);
        }
        short[] halves = new short[size];
        short[] brains = new short[size];
        for (int i = 0; i < size; i++) {
            // All sizes, subnormal ones too: an exponent below that of 1.
            halves[i] = (short) (random.nextInt(0x3C00) | random.nextInt(2) << 15);
            brains[i] = (short) (random.nextInt(0x3000, 0x3F80) | random.nextInt(2) << 15);
        }
        return List.of(new ByteWeights(bytes, scales), new ShortWeights(halves, false), new ShortWeights(brains, true));
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
