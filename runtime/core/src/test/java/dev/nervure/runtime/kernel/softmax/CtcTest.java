package dev.nervure.runtime.kernel.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.CtcDecoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CTC beside the sum over all alignments, one by one. */
class CtcTest {
    private static final int[][] LABELS = {{1, 2}, {1, 1}, {2}, {}, {1, 2, 1}, {2, 2, 1}};

    @Test
    void theLossIsThatOfAllAlignments() {
        for (int blank = 0; blank < 3; blank++) {
            for (int steps = 1; steps < 7; steps++) {
                float[] x = logits(steps, 3, steps);
                Map<List<Integer>, Double> expected = labellings(x, steps, 3, blank);
                for (int[] labels : LABELS) {
                    int[] own = labels(labels, blank);
                    double p = expected.getOrDefault(list(own), 0.0);
                    double[] sums = {0, 0};
                    Ctc.add(x, 0, steps, 3, padded(own, blank), 0, 4, blank, false, sums);
                    // Some sums of doubles.
                    if (p == 0) {
                        assertThat(sums[0]).isEqualTo(Double.POSITIVE_INFINITY);
                    } else {
                        assertThat(sums[0]).isCloseTo(-Math.log(p) / Math.max(1, own.length), within(1e-9));
                    }
                    assertThat(sums[1]).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void theGradientIsTheSlope() {
        float[] x = logits(5, 3, 1);
        for (int[] labels : LABELS) {
            float[] dx = new float[x.length];
            Arrays.fill(dx, 2);
            Ctc.gradient(x, 0, 5, 3, padded(labels, 0), 0, 4, 0, 0.5f, dx, true);
            for (int i = 0; i < x.length; i++) {
                float h = 1e-2f;
                double slope = (loss(x, labels, i, h) - loss(x, labels, i, -h)) / (2 * h);
                assertThat((double) dx[i]).isCloseTo(2 + 0.5 * slope, within(1e-4)); // h² times the third derivative
            }
        }
    }

    private static double loss(float[] x, int[] labels, int i, float h) {
        float[] moved = x.clone();
        moved[i] += h;
        double[] sums = {0, 0};
        Ctc.add(moved, 0, 5, 3, padded(labels, 0), 0, 4, 0, false, sums);
        return sums[0];
    }

    @Test
    void labelsThatDoNotFitHaveNoGradient() {
        float[] dx = {7, 7, 7, 7};
        Ctc.gradient(new float[4], 0, 2, 2, new int[] {1, 1}, 0, 2, 0, 1, dx, false);
        assertThat(dx).containsOnly(0);
        double[] sums = {0, 0};
        Ctc.add(new float[4], 0, 2, 2, new int[] {1, 1}, 0, 2, 0, true, sums);
        assertThat(sums).containsExactly(0, 1);
    }

    @Test
    void longSequencesStayFinite() {
        int steps = 2000;
        int[] labels = new int[400];
        Arrays.setAll(labels, i -> 1 + i % 7);
        float[] x = logits(steps, 8, 3);
        double[] sums = {0, 0};
        float[] dx = new float[x.length];
        Ctc.add(x, 0, steps, 8, labels, 0, labels.length, 0, false, sums);
        Ctc.gradient(x, 0, steps, 8, labels, 0, labels.length, 0, 1, dx, false);
        assertThat(sums[0]).isFinite().isPositive();
        for (int t = 0; t < steps; t++) {
            float sum = 0;
            for (int k = 0; k < 8; k++) {
                sum += dx[t * 8 + k];
            }
            assertThat(sum).isCloseTo(0, within(1e-6f)); // both parts are probabilities
        }
    }

    @Test
    void aLabelThatIsNoClassIsTold() {
        assertThatThrownBy(() -> Ctc.add(new float[6], 0, 2, 3, new int[] {3}, 0, 1, 0, false, new double[2]))
                .isInstanceOf(TargetException.class);
    }

    @Test
    void aWideBeamFindsTheMostProbableLabels() {
        for (int seed = 0; seed < 30; seed++) {
            float[] x = logits(5, 3, seed);
            int blank = seed % 3;
            Map<List<Integer>, Double> all = labellings(x, 5, 3, blank);
            List<Integer> best = all.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            assertThat(list(CtcDecoding.beam(x, 3, blank, 1000))).isEqualTo(best);
            assertThat(all.get(list(CtcDecoding.beam(x, 3, blank, 2))))
                    .isGreaterThanOrEqualTo(all.get(best) / 2); // a narrow one finds about as good ones here
        }
    }

    @Test
    void greedyTakesEachStepAlone() {
        float[] x = new float[7 * 3];
        int[] path = {1, 1, 0, 1, 2, 2, 0};
        for (int t = 0; t < path.length; t++) {
            x[3 * t + path[t]] = 1;
        }
        assertThat(CtcDecoding.greedy(x, 3, 0)).containsExactly(1, 1, 2);
        assertThat(CtcDecoding.greedy(x, 3, 1)).containsExactly(0, 2, 0);
        assertThat(CtcDecoding.greedy(new float[6], 3, 0)).isEmpty();
        assertThat(CtcDecoding.beam(new float[0], 3, 0, 1)).isEmpty();
        assertThatThrownBy(() -> CtcDecoding.greedy(new float[5], 3, 0))
                .hasMessage("logits are steps of 3 classes, got 5 values");
        assertThatThrownBy(() -> CtcDecoding.beam(new float[6], 3, 3, 1))
                .hasMessage("the blank is one of 0 … 2, got 3");
        assertThatThrownBy(() -> CtcDecoding.beam(new float[6], 3, 0, 0))
                .hasMessage("the width of a beam must be at least 1, got 0");
    }

    /** One label probably wrong at each step, but right over all alignments: greedy and beam differ. */
    @Test
    void aBeamAddsUpAlignments() {
        float[] x = {(float) Math.log(0.6), (float) Math.log(0.4), (float) Math.log(0.6), (float) Math.log(0.4)};
        assertThat(CtcDecoding.greedy(x, 2, 0)).isEmpty(); // 0.36
        assertThat(CtcDecoding.beam(x, 2, 0, 3)).containsExactly(1); // 0.64
    }

    private static float[] logits(int steps, int classes, int seed) {
        Random random = new Random(seed);
        float[] x = new float[steps * classes];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 * (float) random.nextGaussian();
        }
        return x;
    }

    /** The probability of each labelling, from every path. */
    private static Map<List<Integer>, Double> labellings(float[] x, int steps, int classes, int blank) {
        Map<List<Integer>, Double> sums = new HashMap<>();
        int paths = (int) Math.pow(classes, steps);
        for (int path = 0; path < paths; path++) {
            double p = 1;
            List<Integer> labels = new ArrayList<>();
            int before = blank;
            for (int t = 0, rest = path; t < steps; t++, rest /= classes) {
                int k = rest % classes;
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    sum += Math.exp(x[t * classes + c]);
                }
                p *= Math.exp(x[t * classes + k]) / sum;
                if (k != blank && k != before) {
                    labels.add(k);
                }
                before = k;
            }
            sums.merge(labels, p, Double::sum);
        }
        return sums;
    }

    /** Labels 1 and 2 where the blank is 0; otherwise others, so that none is the blank. */
    private static int[] labels(int[] labels, int blank) {
        return Arrays.stream(labels).map(label -> (label + blank) % 3).toArray();
    }

    private static int[] padded(int[] labels, int blank) {
        int[] padded = new int[4];
        Arrays.fill(padded, blank);
        System.arraycopy(labels, 0, padded, 0, labels.length);
        return padded;
    }

    private static List<Integer> list(int[] labels) {
        return Arrays.stream(labels).boxed().toList();
    }
}
