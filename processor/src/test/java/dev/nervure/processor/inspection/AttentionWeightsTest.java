package dev.nervure.processor.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.inspection.Inspection;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights of an attention are what softmax gives in double precision, and what the forward pass used. */
class AttentionWeightsTest {
    private static final int MAX = 7;
    private static final int PLACES = 5;
    private static final int WIDTH = 16;
    private static final int[] LENGTHS = {7, 1, 4};
    /** Of probabilities from single precision: some products of 16 terms, and an exponential. */
    private static final double CLOSE = 2e-6;

    @ParameterizedTest
    @CsvSource({
        "1, 1, false, false, false",
        "4, 4, true, false, false",
        "4, 2, true, true, false",
        "8, 1, false, true, false",
        "4, 4, false, false, true"
    })
    void ofHeads(int heads, int memoryHeads, boolean causal, boolean rotary, boolean ofMemory) {
        Tensor x = Tensor.input("x", List.of(MAX, WIDTH), o -> o.variable("T"));
        Tensor memory = Tensor.input("memory", PLACES, WIDTH);
        Tensor y = ofMemory
                ? x.multiHeadAttention(memory, heads, o -> o.keyValueHeads(memoryHeads))
                : x.multiHeadAttention(
                        heads, o -> o.keyValueHeads(memoryHeads).causal(causal).rotary(rotary));
        Model model = Compiled.of(Network.of(y.named("y"))).model(3);
        Activations a = model.newActivations(LENGTHS.length);
        fill(a.floats("x"), 1);
        if (ofMemory) {
            fill(a.floats("memory"), 2);
        }
        System.arraycopy(LENGTHS, 0, a.lengths("T"), 0, LENGTHS.length);
        model.forward(a, LENGTHS.length);
        Inspection look = Inspection.of(model, a);
        assertThat(look.attentions()).containsExactly("y");

        for (int s = 0; s < LENGTHS.length; s++) {
            float[][][] found = look.attention("y", s);
            int places = ofMemory ? PLACES : LENGTHS[s];
            Heads reference = new Heads(
                    model,
                    heads,
                    memoryHeads,
                    causal,
                    rotary,
                    rows(a.floats("x"), s * MAX, LENGTHS[s]),
                    ofMemory ? rows(a.floats("memory"), s * PLACES, PLACES) : rows(a.floats("x"), s * MAX, LENGTHS[s]));
            assertThat(found).hasDimensions(heads, LENGTHS[s]);
            for (int h = 0; h < heads; h++) {
                for (int t = 0; t < LENGTHS[s]; t++) {
                    double sum = 0;
                    assertThat(found[h][t]).hasSize(places);
                    for (int j = 0; j < places; j++) {
                        assertThat((double) found[h][t][j]).isCloseTo(reference.weight(h, t, j), within(CLOSE));
                        sum += found[h][t][j];
                    }
                    assertThat(sum).isCloseTo(1, within(CLOSE));
                }
            }
            double[][] result = reference.result(found);
            for (int t = 0; t < LENGTHS[s]; t++) {
                for (int c = 0; c < WIDTH; c++) {
                    assertThat((double) a.floats("y")[(s * MAX + t) * WIDTH + c])
                            .isCloseTo(result[t][c], within(1e-5));
                }
            }
        }
    }

    @Test
    void ofBlocksThatRepeat() {
        Tensor x = Tensor.input("x", MAX, WIDTH);
        Tensor y = x.transformerEncoder(3, 2, o -> o.feedForward(8));
        Model model = Compiled.of(Network.of(y.named("y"))).model(3);
        Activations a = model.newActivations(1);
        fill(a.floats("x"), 1);
        model.forward(a, 1);
        Inspection look = Inspection.of(model, a);
        assertThat(look.attentions())
                .containsExactly("y.layers.0.attention", "y.layers.1.attention", "y.layers.2.attention");
        assertThat(look.attention("y.layers.2.attention", 0)).isNotEqualTo(look.attention("y.layers.1.attention", 0));
    }

    private static void fill(float[] values, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }

    private static double[][] rows(float[] values, int from, int count) {
        double[][] rows = new double[count][WIDTH];
        for (int r = 0; r < count; r++) {
            for (int c = 0; c < WIDTH; c++) {
                rows[r][c] = values[(from + r) * WIDTH + c];
            }
        }
        return rows;
    }

    /** One sample's attention in double precision, from the parameters by their names. */
    private record Heads(
            Model model, int heads, int memoryHeads, boolean causal, boolean rotary, double[][] x, double[][] memory) {
        double weight(int h, int t, int j) {
            if (causal && j > t) {
                return 0;
            }
            double sum = 0;
            for (int k = 0; k < (causal ? t + 1 : memory.length); k++) {
                sum += Math.exp(score(h, t, k));
            }
            return Math.exp(score(h, t, j)) / sum;
        }

        /** {@code W · (P V) + b} with the weights that were found. */
        double[][] result(float[][][] weights) {
            float[] out = model.weights().get("y.out_proj.weight").values();
            float[] bias = model.weights().get("y.out_proj.bias").values();
            double[][] result = new double[x.length][WIDTH];
            for (int t = 0; t < x.length; t++) {
                double[] joined = new double[WIDTH];
                for (int h = 0; h < heads; h++) {
                    int from = WIDTH + memoryHeads * size() + of(h) * size();
                    for (int j = 0; j < memory.length; j++) {
                        double[] value = project(memory[j], from);
                        for (int c = 0; c < size(); c++) {
                            joined[h * size() + c] += weights[h][t][j] * value[c];
                        }
                    }
                }
                for (int c = 0; c < WIDTH; c++) {
                    result[t][c] = bias[c];
                    for (int i = 0; i < WIDTH; i++) {
                        result[t][c] += out[c * WIDTH + i] * joined[i];
                    }
                }
            }
            return result;
        }

        private double score(int h, int t, int j) {
            double[] q = turned(project(x[t], h * size()), t);
            double[] k = turned(project(memory[j], WIDTH + of(h) * size()), j);
            double sum = 0;
            for (int c = 0; c < size(); c++) {
                sum += q[c] * k[c];
            }
            return sum / Math.sqrt(size());
        }

        private int size() {
            return WIDTH / heads;
        }

        /** The head of keys and values that a head of queries reads. */
        private int of(int h) {
            return h / (heads / memoryHeads);
        }

        private double[] project(double[] of, int from) {
            float[] weight = model.weights().get("y.in_proj_weight").values();
            float[] bias = model.weights().get("y.in_proj_bias").values();
            double[] y = new double[size()];
            for (int c = 0; c < y.length; c++) {
                y[c] = bias[from + c];
                for (int i = 0; i < WIDTH; i++) {
                    y[c] += weight[(from + c) * WIDTH + i] * of[i];
                }
            }
            return y;
        }

        private double[] turned(double[] of, int step) {
            double[] y = of.clone();
            for (int c = 0; rotary && c < of.length; c += 2) {
                double angle = step / Math.pow(10_000, (double) c / of.length);
                y[c] = of[c] * Math.cos(angle) - of[c + 1] * Math.sin(angle);
                y[c + 1] = of[c] * Math.sin(angle) + of[c + 1] * Math.cos(angle);
            }
            return y;
        }
    }
}
