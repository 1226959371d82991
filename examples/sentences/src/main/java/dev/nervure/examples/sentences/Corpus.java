package dev.nervure.examples.sentences;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sentences to learn from and others to be judged by, as numbers of words. */
record Corpus(Vocabulary vocabulary, int[][] train, int[][] test, double testLogProbability) {
    /** How many different words there are. */
    static final int WORDS = 66;
    /** The words of the longest sentence. */
    static final int LONGEST = 20;

    private static final int TRAIN = 4000;
    private static final int TEST = 1000;

    /** The same sentences always. */
    static Corpus generate() {
        List<Grammar.Sentence> train = new Grammar(1).sentences(TRAIN);
        Set<Grammar.Sentence> seen = new HashSet<>(train);
        List<Grammar.Sentence> test = new Grammar(2)
                .sentences(2 * TEST).stream()
                        .filter(sentence -> !seen.contains(sentence))
                        .limit(TEST)
                        .toList();
        Vocabulary vocabulary =
                new Vocabulary(train.stream().map(Grammar.Sentence::words).flatMap(Collection::stream));
        double testLogProbability =
                test.stream().mapToDouble(Grammar.Sentence::logProbability).sum();
        return new Corpus(vocabulary, numbers(vocabulary, train), numbers(vocabulary, test), testLogProbability);
    }

    /** The perplexity of the rules that made the sentences: what remains is chance, and nobody can learn it. */
    double leastPerplexity() {
        return LanguageModel.perplexity(testLogProbability, test);
    }

    private static int[][] numbers(Vocabulary vocabulary, List<Grammar.Sentence> sentences) {
        return sentences.stream()
                .map(sentence -> vocabulary.numbers(sentence.words()))
                .toArray(int[][]::new);
    }
}
