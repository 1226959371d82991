package dev.nervure.examples.stories;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Chooses the next token by its logits.
 *
 * @param temperature divides the logits; 0 takes the most likely token
 * @param topK how many of the most likely tokens there are to choose from; 0 for all
 * @param topP the share of probability that the most likely tokens to choose from have together; 1 for all
 * @param random the source of chance
 */
record Sampler(float temperature, int topK, float topP, Random random) {
    static Sampler greedy() {
        return new Sampler(0, 0, 1, new Random(0));
    }

    int next(float[] logits) {
        Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(token -> -logits[token]));
        if (temperature == 0) {
            return order[0];
        }
        int count = topK == 0 ? order.length : Math.min(topK, order.length);
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp((logits[order[i]] - logits[order[0]]) / temperature);
        }
        double sum = Arrays.stream(weights).sum();
        double kept = 0;
        int last = 0;
        while (last < count && (last == 0 || kept < topP * sum)) {
            kept += weights[last++];
        }
        double at = random.nextDouble() * kept;
        for (int i = 0; i < last - 1; i++) {
            at -= weights[i];
            if (at < 0) {
                return order[i];
            }
        }
        return order[last - 1];
    }
}
