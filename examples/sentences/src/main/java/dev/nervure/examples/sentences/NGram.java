package dev.nervure.examples.sentences;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts which words follow the last {@code n − 1}, and trusts the counts of fewer words for what it has not seen
 * (Witten, Bell 1991): {@code P(w | h) = (count(h w) + kinds(h) P(w | h′)) / (count(h) + kinds(h))}, where {@code
 * kinds(h)} different words followed {@code h}, and {@code h′} is {@code h} without its first word.
 */
final class NGram implements LanguageModel {
    private final int n;
    private final int vocabulary;
    private final Map<List<Integer>, Map<Integer, Integer>> followers = new HashMap<>();

    NGram(int n, int vocabulary, int[][] sentences) {
        this.n = n;
        this.vocabulary = vocabulary;
        for (int[] sentence : sentences) {
            for (int at = 1; at < sentence.length; at++) {
                for (int words = 0; words < n && words <= at; words++) {
                    followers
                            .computeIfAbsent(before(sentence, at, words), history -> new HashMap<>())
                            .merge(sentence[at], 1, Integer::sum);
                }
            }
        }
    }

    @Override
    public double logProbability(int[] sentence) {
        double sum = 0;
        for (int at = 1; at < sentence.length; at++) {
            sum += Math.log(probability(sentence, at, Math.min(n - 1, at)));
        }
        return sum;
    }

    /** Of the word at a place, by so many words before it. */
    private double probability(int[] sentence, int at, int words) {
        if (words < 0) {
            return 1.0 / vocabulary;
        }
        double fewer = probability(sentence, at, words - 1);
        Map<Integer, Integer> counts = followers.getOrDefault(before(sentence, at, words), Map.of());
        if (counts.isEmpty()) {
            return fewer;
        }
        int count = counts.values().stream().mapToInt(Integer::intValue).sum();
        int kinds = counts.size();
        return (counts.getOrDefault(sentence[at], 0) + kinds * fewer) / (count + kinds);
    }

    private static List<Integer> before(int[] sentence, int at, int words) {
        return Arrays.stream(sentence, at - words, at).boxed().collect(Collectors.toList());
    }
}
