package dev.nervure.runtime.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.kernel.FreshThread;
import dev.nervure.runtime.kernel.dropout.Dropout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Attention} with the provider that runs, checked against sums in double precision. */
abstract class AttentionContract {
    private static final int SAMPLES = 2;

    /** Rounding of sums of up to some hundred terms of size 1. */
    private static final double TOLERANCE = 2e-5;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1, 1, false, 0",
        "2, 1, 3, 5, 7, 4, false, 0",
        "4, 2, 16, 16, 70, 70, true, 0",
        "1, 1, 20, 33, 5, 130, false, 0",
        "2, 2, 64, 8, 131, 17, false, 0",
        "3, 3, 7, 70, 65, 65, true, 0",
        "1, 1, 8, 4, 3, 600, false, 0",
        "2, 1, 3, 5, 7, 4, false, 0.4",
        "2, 2, 5, 3, 70, 70, true, 0.3"
    })
    void givesItsResultAndItsGradients(
            int heads, int memoryHeads, int size, int valueSize, int steps, int places, boolean causal, float dropout)
            throws InterruptedException {
        FreshThread.run(() -> check(heads, memoryHeads, size, valueSize, steps, places, causal, dropout));
    }

    /** Masks of every kind: a row for all, for each step, for each head, and of samples or for all. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 3, 2, 1, 1, false, 0, ALLOWED, 0, 0, 1",
        "2, 1, 3, 5, 7, 4, false, 0, ALLOWED, 0, 1, 1",
        "4, 2, 16, 16, 70, 70, true, 0, ALLOWED, 1, 1, 0",
        "2, 2, 64, 8, 131, 17, false, 0, ADDED, 0, 1, 1",
        "3, 3, 7, 70, 65, 65, true, 0, ADDED, 1, 1, 1",
        "2, 1, 8, 4, 3, 600, false, 0, ADDED, 1, 0, 0",
        "2, 1, 3, 5, 7, 4, false, 0.4, ADDED, 1, 1, 1",
        "2, 2, 5, 3, 70, 70, true, 0.3, ALLOWED, 0, 1, 0"
    })
    void givesItsResultAndItsGradientsWithAMask(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int steps,
            int places,
            boolean causal,
            float dropout,
            Kind kind,
            int eachHead,
            int eachStep,
            int eachSample)
            throws InterruptedException {
        Attention.Vectors mask = new Attention.Vectors(
                eachSample * heads * steps * places, 0, eachHead * steps * places, eachStep * places);
        FreshThread.run(() -> check(heads, memoryHeads, size, valueSize, steps, places, causal, dropout, kind, mask));
    }

    enum Kind {
        NONE,
        ADDED,
        ALLOWED
    }

    private static void check(
            int heads, int memoryHeads, int size, int valueSize, int steps, int places, boolean causal, float dropout) {
        Attention.Vectors none = new Attention.Vectors(0, 0, 0, 0);
        check(heads, memoryHeads, size, valueSize, steps, places, causal, dropout, Kind.NONE, none);
    }

    private static void check(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int steps,
            int places,
            boolean causal,
            float dropout,
            Kind kind,
            Attention.Vectors mask) {
        SplittableRandom random = new SplittableRandom(heads + size + steps + places);
        // Room around every vector, which must stay as it is.
        Attention.Vectors queries =
                new Attention.Vectors(heads * steps * (size + 1) + 3, 3, steps * (size + 1), size + 1);
        Attention.Vectors keys = new Attention.Vectors(memoryHeads * places * size + 1, 1, size, memoryHeads * size);
        Attention.Vectors values =
                new Attention.Vectors(memoryHeads * places * valueSize, 0, valueSize, memoryHeads * valueSize);
        Attention.Vectors results = new Attention.Vectors(heads * steps * valueSize, 0, valueSize, heads * valueSize);
        int maxSteps = steps + 2;
        Attention attention = new Attention(
                heads, memoryHeads, size, valueSize, maxSteps, causal, dropout, queries, keys, values, results, mask);
        float[] added = random(random, SAMPLES * heads * steps * places);
        int[] allowed = new int[added.length];
        for (int i = 0; i < added.length; i++) {
            allowed[i] = added[i] < 0.3f ? 1 : 0; // some queries see nothing
            added[i] = added[i] > 0.8f ? Float.NEGATIVE_INFINITY : added[i];
        }
        float[] dmask = random(random, added.length);
        double[] expectedDmask = doubles(dmask);
        float[] q = random(random, SAMPLES * queries.sample());
        float[] k = random(random, SAMPLES * keys.sample());
        float[] v = random(random, SAMPLES * values.sample());
        float[] dy = random(random, SAMPLES * results.sample());
        float[] y = new float[dy.length];
        float[] logSums = new float[SAMPLES * heads * maxSteps];
        float[] dq = random(random, q.length);
        float[] dk = random(random, k.length);
        float[] dv = random(random, v.length);
        double[] expectedY = new double[y.length];
        double[] expectedDq = doubles(dq);
        double[] expectedDk = doubles(dk);
        double[] expectedDv = doubles(dv);
        for (int s = 0; s < SAMPLES; s++) {
            long stream = dropout == 0 ? Dropout.NONE : Dropout.stream(1, s, 2, Dropout.NO_TURNS);
            float[][][] told;
            switch (kind) {
                case NONE -> {
                    attention.forward(q, k, v, s, steps, places, y, logSums, stream);
                    attention.addGradients(q, k, v, y, logSums, dy, s, steps, places, dq, dk, dv, stream);
                    told = attention.weights(q, k, logSums, s, steps, places);
                }
                case ADDED -> {
                    attention.forward(q, k, v, added, s, steps, places, y, logSums, stream);
                    attention.addGradients(q, k, v, added, y, logSums, dy, s, steps, places, dq, dk, dv, dmask, stream);
                    told = attention.weights(q, k, added, logSums, s, steps, places);
                }
                default -> {
                    attention.forward(q, k, v, allowed, s, steps, places, y, logSums, stream);
                    attention.addGradients(q, k, v, allowed, y, logSums, dy, s, steps, places, dq, dk, dv, stream);
                    told = attention.weights(q, k, allowed, logSums, s, steps, places);
                }
            }
            for (int h = 0; h < heads; h++) {
                int memoryHead = h / (heads / memoryHeads);
                for (int t = 0; t < steps; t++) {
                    int query = at(queries, s, h, t);
                    int result = at(results, s, h, t);
                    int seen = causal ? t + 1 : places;
                    double[] weights = new double[seen];
                    double total = 0;
                    for (int j = 0; j < seen; j++) {
                        for (int c = 0; c < size; c++) {
                            weights[j] += (double) q[query + c] * k[at(keys, s, memoryHead, j) + c] / Math.sqrt(size);
                        }
                        int at = at(mask, s, h, t) + j;
                        weights[j] += kind == Kind.ADDED ? added[at] : 0;
                        weights[j] = kind == Kind.ALLOWED && allowed[at] == 0 ? 0 : Math.exp(weights[j]);
                        total += weights[j];
                    }
                    if (total == 0) {
                        total = 1; // nothing is seen: all weights are 0
                    }
                    double[] slopes = new double[seen];
                    double mean = 0;
                    float[] factors = new float[seen];
                    Arrays.fill(factors, 1);
                    if (dropout > 0) {
                        Dropout.apply(factors, 0, seen, dropout, stream, h * maxSteps + t);
                    }
                    assertThat(told[h][t]).hasSize(places);
                    for (int j = 0; j < places; j++) {
                        double weight = j < seen ? weights[j] / total : 0;
                        assertThat((double) told[h][t][j]).isCloseTo(weight, within(TOLERANCE));
                    }
                    for (int j = 0; j < seen; j++) {
                        weights[j] /= total;
                        for (int c = 0; c < valueSize; c++) {
                            int value = at(values, s, memoryHead, j) + c;
                            expectedY[result + c] += weights[j] * factors[j] * v[value];
                            expectedDv[value] += weights[j] * factors[j] * dy[result + c];
                            slopes[j] += (double) v[value] * factors[j] * dy[result + c];
                        }
                        mean += weights[j] * slopes[j];
                    }
                    for (int j = 0; j < seen; j++) {
                        double d = weights[j] * (slopes[j] - mean);
                        if (kind == Kind.ADDED) {
                            expectedDmask[at(mask, s, h, t) + j] += d;
                        }
                        d /= Math.sqrt(size);
                        for (int c = 0; c < size; c++) {
                            int key = at(keys, s, memoryHead, j) + c;
                            expectedDq[query + c] += d * k[key];
                            expectedDk[key] += d * q[query + c];
                        }
                    }
                }
            }
        }
        assertClose(y, expectedY);
        assertClose(dq, expectedDq);
        assertClose(dk, expectedDk);
        assertClose(dv, expectedDv);
        assertClose(dmask, expectedDmask);
    }

    /** Equal scores of any size give every value the same weight, in the gradient as in the result. */
    @ParameterizedTest
    @ValueSource(floats = {1f, 1e2f, 1e4f, 1e8f, 1e12f})
    void a5_equalScoresOfAnySize(float size) {
        int places = 8;
        Attention.Vectors one = new Attention.Vectors(places, 0, places, 1);
        Attention attention = new Attention(1, 1, 1, 1, 1, false, 0f, one, one, one, one);
        float[] q = {size};
        float[] k = new float[places];
        Arrays.fill(k, size);
        float[] v = {1, 2, 3, 4, 5, 6, 7, 8};
        float[] y = new float[1];
        float[] logSums = new float[1];
        attention.forward(q, k, v, 0, 1, places, y, logSums);
        assertThat(y[0]).isCloseTo(4.5f, within(1e-5f));
        float[] dv = new float[places];
        attention.addGradients(
                q, k, v, y, logSums, new float[] {1f}, 0, 1, places, new float[1], new float[places], dv);
        for (float slope : dv) {
            assertThat(slope).isCloseTo(1f / places, within(1e-6f));
        }
        for (float weight : attention.weights(q, k, logSums, 0, 1, places)[0][0]) {
            assertThat(weight).isCloseTo(1f / places, within(1e-6f));
        }
    }

    private static int at(Attention.Vectors vectors, int s, int h, int t) {
        return s * vectors.sample() + vectors.from() + h * vectors.head() + t * vectors.step();
    }

    private static void assertClose(float[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
        }
    }

    private static double[] doubles(float[] x) {
        double[] doubles = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            doubles[i] = x[i];
        }
        return doubles;
    }

    private static float[] random(SplittableRandom random, int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
