package dev.nervure.examples.stories;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Chooses the next token by its logits. It keeps its working memory: one object is for one thread. */
final class Sampler {
    private final float temperature;
    private final int topK;
    private final float topP;
    private final RandomGenerator random;
    private double[] weights = new double[0];
    private long[] order = new long[0];

    /**
     * @param temperature divides the logits; 0 takes the most likely token
     * @param topK how many of the most likely tokens there are to choose from; 0 for all
     * @param topP the share of probability that the most likely tokens to choose from have together; 1 for all
     * @param random the source of chance
     */
    Sampler(float temperature, int topK, float topP, RandomGenerator random) {
        this.temperature = temperature;
        this.topK = topK;
        this.topP = topP;
        this.random = random;
    }

    static Sampler greedy() {
        return new Sampler(0, 0, 1, () -> 0);
    }

    int next(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            best = logits[token] > logits[best] ? token : best;
        }
        if (temperature == 0) {
            return best;
        }
        if (weights.length < logits.length) {
            weights = new double[logits.length];
            order = new long[logits.length];
        }
        double sum = 0;
        for (int token = 0; token < logits.length; token++) {
            weights[token] = Math.exp((logits[token] - logits[best]) / temperature);
            sum += weights[token];
        }
        int count = candidates(logits, sum);
        if (topK > 0) {
            count = Math.min(count, topK);
            sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[(int) order[i]];
            }
        }
        double kept = 0;
        int last = 0;
        while (last < count && (last == 0 || kept < topP * sum)) {
            kept += weights[(int) order[last++]];
        }
        double at = random.nextDouble() * kept;
        int chosen = 0;
        while (chosen < last - 1 && at >= weights[(int) order[chosen]]) {
            at -= weights[(int) order[chosen++]];
        }
        return (int) order[chosen];
    }

    /** Brings the tokens that may be chosen in order, the most likely first, and says how many there are. */
    private int candidates(float[] logits, double sum) {
        // All tokens below this have less than 1 − topP together, so that the others reach topP without them.
        double least = topK == 0 ? (1 - topP) * sum / logits.length : 0;
        int count = 0;
        for (int token = 0; token < logits.length; token++) {
            if (weights[token] >= least) {
                int bits = Float.floatToIntBits(logits[token]);
                int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE); // as integers in the order of the floats
                order[count++] = (long) ~rising << 32 | token;
            }
        }
        if (topK > 0 || topP < 1) {
            Arrays.sort(order, 0, count);
        }
        return count;
    }
}
