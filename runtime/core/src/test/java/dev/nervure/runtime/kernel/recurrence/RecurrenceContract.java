package dev.nervure.runtime.kernel.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A {@link Recurrence} with the provider that runs, against the cell's formulas in double precision, and its gradients
 * against central differences of those.
 */
abstract class RecurrenceContract {
    /** Samples have {@code max} steps, one less, and so on in turn, down to none. */
    record Case(RecurrentCell cell, int units, int n, int max, boolean reverse, boolean bias, boolean given) {
        int steps(int s) {
            return Math.floorMod(max - s, max + 1);
        }

        int width() {
            return cell.gates * units;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(RecurrentCell.values())
                .flatMap(cell -> Stream.of(
                        new Case(cell, 1, 1, 1, false, true, false),
                        new Case(cell, 5, 1, 4, false, true, true),
                        new Case(cell, 20, 2, 3, true, true, false),
                        new Case(cell, 16, 3, 3, false, false, true),
                        new Case(cell, 17, 5, 3, true, true, true),
                        new Case(cell, 33, 9, 2, true, false, false)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runs(Case c) {
        Run run = new Run(c);
        double[] expected = run.reference(run.parameters);
        float[] y = run.forward().clone();
        for (int k = 0; k < expected.length; k++) {
            assertThat((double) y[k]).isCloseTo(expected[k], within(2e-6));
        }
        // The scratch keeps nothing that a second pass could see.
        assertThat(run.forward()).isEqualTo(y);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesASampleTheSameResultInAnyBatch(Case c) {
        Run run = new Run(c);
        float[] together = run.forward().clone();
        for (int s = 0; s < c.n; s++) {
            float[] alone = run.forwardAlone(s);
            for (int k = 0; k < c.steps(s) * c.units; k++) {
                assertThat(alone[k]).isEqualTo(together[s * c.max * c.units + k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesItsGradients(Case c) {
        Run run = new Run(c);
        run.forward();
        float[][] gradients = run.backward();
        double step = 1e-6;
        SplittableRandom random = new SplittableRandom(1);
        for (int p = 0; p < Run.NAMES.length; p++) {
            if (gradients[p] == null) {
                continue;
            }
            for (int round = 0; round < 25; round++) {
                int k = random.nextInt(run.parameters[p].length);
                if (p == 0 && k / c.width() % c.max >= c.steps(k / c.width() / c.max)) {
                    continue; // past the sample's end, where nothing is written
                }
                double[][] moved = run.copy();
                moved[p][k] += step;
                double up = run.loss(moved);
                moved[p][k] -= 2 * step;
                double down = run.loss(moved);
                double expected = (up - down) / (2 * step);
                assertThat((double) gradients[p][k])
                        .as("%s[%d] of %s", Run.NAMES[p], k, c)
                        .isCloseTo(expected, within(1e-5 + 1e-5 * Math.abs(expected)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsToTheGradientOfItsWeights(Case c) {
        Run run = new Run(c);
        run.forward();
        float[] expected = run.backward()[1].clone();
        Matrix dWeight = run.weight.zeros();
        float[] before = new float[expected.length];
        Arrays.fill(before, 0.25f);
        dWeight.write(before);
        run.weightGradient(dWeight, true);
        float[] added = new float[expected.length];
        dWeight.read(added);
        for (int k = 0; k < added.length; k++) {
            assertThat(added[k]).isCloseTo(0.25f + expected[k], within(1e-5f));
        }
    }

    /** One recurrence with random values. */
    private static final class Run {
        static final String[] NAMES = {"x", "W", "b", "first state", "first cell"};

        final Case c;
        final double[][] parameters;
        final double[] coefficients;
        final double[] cellCoefficients; // of the cells after the last steps
        final Recurrence recurrence;
        final Matrix weight;
        final int[] steps;
        final float[] gates;
        final float[] kept;
        final float[] h;
        final float[] dx;
        final float[] dSums;

        Run(Case c) {
            this.c = c;
            SplittableRandom random = new SplittableRandom(c.hashCode() & 0xff);
            int places = c.n * c.max;
            this.parameters = new double[][] {
                random(random, places * c.width()),
                random(random, c.width() * c.units),
                c.bias ? random(random, c.width()) : new double[c.width()],
                c.given ? random(random, c.n * c.units) : new double[c.n * c.units],
                c.given ? random(random, c.n * c.units) : new double[c.n * c.units]
            };
            this.coefficients = random(random, places * c.units);
            this.cellCoefficients = random(random, c.n * c.units);
            this.recurrence = new Recurrence(c.cell, c.max, c.units, c.reverse);
            this.weight = Matrix.of(c.width(), c.units);
            weight.write(floats(parameters[1]));
            this.steps = new int[c.n];
            for (int s = 0; s < c.n; s++) {
                steps[s] = c.steps(s);
            }
            this.h = new float[places * c.units];
            this.gates = c.cell.gates == 1 ? h : new float[places * c.width()];
            this.kept = c.cell.gates == 1 ? h : new float[places * c.units];
            this.dx = new float[places * c.width()];
            this.dSums = c.cell == RecurrentCell.GRU ? new float[places * c.width()] : dx;
        }

        float[] forward() {
            float[] bias = c.bias ? floats(parameters[2]) : null;
            float[] x = floats(parameters[0]);
            RecurrenceScratch scratch = new RecurrenceScratch();
            recurrence.forward(x, weight, bias, given(3), cells(), steps, c.n, gates, kept, h, scratch);
            recurrence.forward(x, weight, bias, given(3), cells(), steps, c.n, gates, kept, h, scratch);
            return h;
        }

        /** The states of sample {@code s} in a batch of its own. */
        float[] forwardAlone(int s) {
            float[] bias = c.bias ? floats(parameters[2]) : null;
            float[] alone = new float[c.max * c.units];
            boolean plain = c.cell.gates == 1;
            recurrence.forward(
                    part(floats(parameters[0]), s),
                    weight,
                    bias,
                    given(3) == null ? null : part(given(3), s),
                    cells() == null ? null : part(cells(), s),
                    new int[] {steps[s]},
                    1,
                    plain ? alone : new float[c.max * c.width()],
                    plain ? alone : new float[c.max * c.units],
                    alone,
                    new RecurrenceScratch());
            return alone;
        }

        private float[] part(float[] all, int s) {
            int size = all.length / c.n;
            return Arrays.copyOfRange(all, s * size, (s + 1) * size);
        }

        private float[] given(int parameter) {
            return c.given ? floats(parameters[parameter]) : null;
        }

        private float[] cells() {
            return c.cell == RecurrentCell.LSTM ? given(4) : null;
        }

        /** The gradients of the parameters; null for those that the case has not. */
        float[][] backward() {
            float[][] gradients = new float[5][];
            gradients[3] = c.given ? new float[c.n * c.units] : null;
            gradients[4] = cells() != null ? new float[c.n * c.units] : null;
            recurrence.backward(
                    floats(coefficients),
                    c.cell == RecurrentCell.LSTM ? floats(cellCoefficients) : null,
                    weight,
                    given(3),
                    cells(),
                    gates,
                    kept,
                    h,
                    steps,
                    c.n,
                    dx,
                    dSums,
                    gradients[3],
                    gradients[4],
                    new RecurrenceScratch());
            gradients[0] = dx;
            Matrix dWeight = weight.zeros();
            weightGradient(dWeight, false);
            gradients[1] = new float[c.width() * c.units];
            dWeight.read(gradients[1]);
            if (c.bias) {
                gradients[2] = new float[c.width()];
                for (int s = 0; s < c.n; s++) {
                    int from = s * c.max * c.width();
                    Sums.columns(dSums, from, steps[s], c.width(), gradients[2], true);
                }
            }
            return gradients;
        }

        void weightGradient(Matrix dWeight, boolean add) {
            recurrence.weightGradient(dSums, h, given(3), steps, c.n, dWeight, add);
        }

        double loss(double[][] at) {
            double[] lastCells = new double[c.n * c.units];
            double[] y = reference(at, lastCells);
            double loss = 0;
            for (int k = 0; k < lastCells.length && c.cell == RecurrentCell.LSTM; k++) {
                loss += lastCells[k] * cellCoefficients[k];
            }
            for (int k = 0; k < y.length; k++) {
                loss += y[k] * coefficients[k];
            }
            return loss;
        }

        double[][] copy() {
            return Stream.of(parameters).map(double[]::clone).toArray(double[][]::new);
        }

        /** The outputs, by the cell's formulas; 0 past the end of a sample. */
        double[] reference(double[][] at) {
            return reference(at, new double[c.n * c.units]);
        }

        double[] reference(double[][] at, double[] lastCells) {
            double[] y = new double[c.n * c.max * c.units];
            for (int s = 0; s < c.n; s++) {
                double[] h = Arrays.copyOfRange(at[3], s * c.units, (s + 1) * c.units);
                double[] cells = Arrays.copyOfRange(at[4], s * c.units, (s + 1) * c.units);
                for (int t = 0; t < c.steps(s); t++) {
                    int row = s * c.max + (c.reverse ? c.steps(s) - 1 - t : t);
                    double[] next = new double[c.units];
                    for (int k = 0; k < c.units; k++) {
                        double[] in = new double[c.cell.gates];
                        double[] state = new double[c.cell.gates];
                        for (int g = 0; g < c.cell.gates; g++) {
                            int j = g * c.units + k;
                            in[g] = at[0][row * c.width() + j];
                            state[g] = at[2][j];
                            for (int i = 0; i < c.units; i++) {
                                state[g] += at[1][j * c.units + i] * h[i];
                            }
                        }
                        next[k] = switch (c.cell) {
                            case RNN_TANH -> Math.tanh(in[0] + state[0]);
                            case RNN_RELU -> Math.max(in[0] + state[0], 0);
                            case GRU -> {
                                double r = sigmoid(in[0] + state[0]);
                                double z = sigmoid(in[1] + state[1]);
                                double n = Math.tanh(in[2] + r * state[2]);
                                yield (1 - z) * n + z * h[k];
                            }
                            case LSTM -> {
                                cells[k] = sigmoid(in[1] + state[1]) * cells[k]
                                        + sigmoid(in[0] + state[0]) * Math.tanh(in[2] + state[2]);
                                yield sigmoid(in[3] + state[3]) * Math.tanh(cells[k]);
                            }
                        };
                    }
                    h = next;
                    System.arraycopy(h, 0, y, row * c.units, c.units);
                }
                System.arraycopy(cells, 0, lastCells, s * c.units, c.units);
            }
            return y;
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            floats[k] = (float) values[k];
        }
        return floats;
    }

    /** Values that a float holds exactly. */
    private static double[] random(SplittableRandom random, int length) {
        return random.doubles(length, -0.6, 0.6).map(v -> (float) v).toArray();
    }
}
