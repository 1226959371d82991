package dev.nervure.examples.stories;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Learns the pieces of a {@link Vocabulary}: begins with single characters, and joins the pair of neighbours that is most
 * frequent, again and again (Sennrich, Haddow, Birch: Neural machine translation of rare words with subword units, 2016).
 */
final class BytePairs {
    /** No piece goes beyond a word; signs stay alone. */
    private static final Pattern WORD = Pattern.compile(" ?\\p{L}+");

    private record Word(List<String> parts, int count) {}

    private record Pair(String left, String right) {}

    private final Map<Pair, Integer> counts = new HashMap<>();
    private final List<Word> words;

    private BytePairs(List<Word> words) {
        this.words = words;
        words.forEach(word -> count(word, 1));
    }

    /**
     * The pieces of a text.
     *
     * @param size how many, with the three marks
     */
    static Vocabulary learn(List<String> paragraphs, int size) {
        List<String> pieces = new ArrayList<>(Vocabulary.MARKS);
        Set<String> characters = new TreeSet<>();
        paragraphs.forEach(paragraph -> characters.addAll(Arrays.asList((" " + paragraph).split(""))));
        pieces.addAll(characters);
        List<Word> words = paragraphs.stream()
                .flatMap(paragraph -> WORD.matcher(" " + paragraph).results().map(MatchResult::group))
                .collect(Collectors.groupingBy(word -> word, Collectors.summingInt(word -> 1)))
                .entrySet()
                .stream()
                .map(word ->
                        new Word(new ArrayList<>(Arrays.asList(word.getKey().split(""))), word.getValue()))
                .toList();
        BytePairs pairs = new BytePairs(words);
        while (pieces.size() < size) {
            pieces.add(pairs.join());
        }
        return Vocabulary.of(pieces);
    }

    /** Joins the most frequent pair everywhere; of pairs as frequent as each other the first by the alphabet. */
    private String join() {
        Pair pair = counts.entrySet().stream()
                .min(Map.Entry.<Pair, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(
                                Map.Entry::getKey,
                                Comparator.comparing(Pair::left).thenComparing(Pair::right)))
                .filter(most -> most.getValue() > 0)
                .orElseThrow(() -> new IllegalArgumentException("the text is too short for so many pieces"))
                .getKey();
        for (Word word : words) {
            List<String> parts = word.parts();
            for (int i = 0; i + 1 < parts.size(); i++) {
                if (parts.get(i).equals(pair.left()) && parts.get(i + 1).equals(pair.right())) {
                    count(word, -1);
                    parts.set(i, pair.left() + pair.right());
                    parts.remove(i + 1);
                    count(word, 1);
                }
            }
        }
        return pair.left() + pair.right();
    }

    private void count(Word word, int sign) {
        List<String> parts = word.parts();
        for (int i = 0; i + 1 < parts.size(); i++) {
            counts.merge(new Pair(parts.get(i), parts.get(i + 1)), sign * word.count(), Integer::sum);
        }
    }
}
