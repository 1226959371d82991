package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    record Case(RecurrentCell cell, int inputs, int units, int n, int steps, boolean reverse, boolean bias) {}

    static Stream<Case> cases() {
        return Stream.of(RecurrentCell.values())
                .flatMap(cell -> Stream.of(
                        new Case(cell, 1, 1, 1, 1, false, true),
                        new Case(cell, 3, 5, 1, 4, false, true),
                        new Case(cell, 4, 20, 2, 3, true, true),
                        new Case(cell, 2, 16, 3, 3, false, false),
                        new Case(cell, 3, 33, 9, 2, true, false)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runs(Case c) {
        Run run = new Run(c);
        double[] expected = run.reference(run.parameters);
        float[] y = run.forward();
        for (int k = 0; k < expected.length; k++) {
            assertThat((double) y[k]).isCloseTo(expected[k], within(2e-6));
        }
        // The memory keeps nothing that a second pass could see.
        assertThat(run.forward()).isEqualTo(y);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesItsGradients(Case c) {
        Run run = new Run(c);
        run.forward();
        float[][] gradients = run.backward(false);
        float[][] added = run.backward(true);
        double step = 1e-6;
        SplittableRandom random = new SplittableRandom(1);
        for (int p = 0; p < Run.NAMES.length; p++) {
            if (!c.bias && p >= 3) {
                continue;
            }
            for (int round = 0; round < 25; round++) {
                int k = random.nextInt(run.parameters[p].length);
                double[][] moved = run.copy();
                moved[p][k] += step;
                double up = run.loss(moved);
                moved[p][k] -= 2 * step;
                double down = run.loss(moved);
                double expected = (up - down) / (2 * step);
                assertThat((double) gradients[p][k])
                        .as("%s[%d] of %s", Run.NAMES[p], k, c)
                        .isCloseTo(expected, within(1e-5 + 1e-5 * Math.abs(expected)));
                assertThat((double) added[p][k])
                        .as("added to %s[%d]", Run.NAMES[p], k)
                        .isCloseTo(0.25 + expected, within(1e-5 + 1e-5 * Math.abs(expected)));
            }
        }
    }

    /** One recurrence with random values. */
    private static final class Run {
        static final String[] NAMES = {"x", "W", "U", "b of W", "b of U"};

        final Case c;
        final int sums;
        final double[][] parameters;
        final double[] coefficients;
        final Recurrence recurrence;
        final RecurrenceMemory memory;
        final Matrix w;
        final Matrix u;

        Run(Case c) {
            this.c = c;
            this.sums = c.cell.gates * c.units;
            SplittableRandom random = new SplittableRandom(c.hashCode() & 0xff);
            this.parameters = new double[][] {
                random(random, c.n * c.steps * c.inputs),
                random(random, sums * c.inputs),
                random(random, sums * c.units),
                c.bias ? random(random, sums) : new double[sums],
                c.bias ? random(random, sums) : new double[sums]
            };
            this.coefficients = random(random, c.n * c.steps * c.units);
            this.recurrence = new Recurrence(c.cell, c.inputs, c.units, c.reverse);
            this.memory = recurrence.newMemory(c.n, c.steps);
            this.w = Matrix.of(sums, c.inputs);
            this.u = Matrix.of(sums, c.units);
            w.write(floats(parameters[1]));
            u.write(floats(parameters[2]));
        }

        float[] forward() {
            float[] y = new float[1 + c.n * c.steps * c.units];
            float[] wBias = c.bias ? floats(parameters[3]) : null;
            float[] uBias = c.bias ? floats(parameters[4]) : null;
            recurrence.forward(w, u, wBias, uBias, floats(parameters[0]), 0, c.n, c.steps, y, 1, memory);
            assertThat(y[0]).isZero();
            return Arrays.copyOfRange(y, 1, y.length);
        }

        /** The gradients of the parameters, alone or added to 0.25. */
        float[][] backward(boolean add) {
            float[][] gradients = new float[5][];
            for (int p = 0; p < 5; p++) {
                gradients[p] = new float[parameters[p].length];
                Arrays.fill(gradients[p], 0.25f);
            }
            Matrix dw = w.zeros();
            Matrix du = u.zeros();
            dw.write(gradients[1]);
            du.write(gradients[2]);
            recurrence.backward(
                    w,
                    u,
                    floats(parameters[0]),
                    0,
                    c.n,
                    c.steps,
                    floats(coefficients),
                    0,
                    dw,
                    du,
                    c.bias ? gradients[3] : null,
                    c.bias ? gradients[4] : null,
                    add,
                    gradients[0],
                    0,
                    add,
                    memory,
                    recurrence.newScratch(c.n, c.steps));
            dw.read(gradients[1]);
            du.read(gradients[2]);
            return gradients;
        }

        double loss(double[][] at) {
            double[] y = reference(at);
            double loss = 0;
            for (int k = 0; k < y.length; k++) {
                loss += y[k] * coefficients[k];
            }
            return loss;
        }

        double[][] copy() {
            return Stream.of(parameters).map(double[]::clone).toArray(double[][]::new);
        }

        /** The outputs, by the cell's formulas. */
        double[] reference(double[][] at) {
            double[] y = new double[c.n * c.steps * c.units];
            for (int s = 0; s < c.n; s++) {
                double[] h = new double[c.units];
                double[] cells = new double[c.units];
                for (int t = 0; t < c.steps; t++) {
                    int row = s * c.steps + (c.reverse ? c.steps - 1 - t : t);
                    double[] next = new double[c.units];
                    for (int k = 0; k < c.units; k++) {
                        double[] in = new double[c.cell.gates];
                        double[] state = new double[c.cell.gates];
                        for (int g = 0; g < c.cell.gates; g++) {
                            int j = g * c.units + k;
                            in[g] = at[3][j];
                            state[g] = at[4][j];
                            for (int i = 0; i < c.inputs; i++) {
                                in[g] += at[1][j * c.inputs + i] * at[0][row * c.inputs + i];
                            }
                            for (int i = 0; i < c.units; i++) {
                                state[g] += at[2][j * c.units + i] * h[i];
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
