package dev.nervure.examples.sentences;

import java.util.Arrays;

/** Says how likely each word is, given those before it in its sentence. */
interface LanguageModel {
    /** The natural logarithm of the probability of all words of a sentence but the first. */
    double logProbability(int[] sentence);

    /** Among how many equally likely words it seems to choose each next word. */
    default double perplexity(int[][] sentences) {
        return perplexity(
                Arrays.stream(sentences).mapToDouble(this::logProbability).sum(), sentences);
    }

    /** The same from the sum of logarithms. */
    static double perplexity(double logProbability, int[][] sentences) {
        int words = Arrays.stream(sentences)
                .mapToInt(sentence -> sentence.length - 1)
                .sum();
        return Math.exp(-logProbability / words);
    }
}
