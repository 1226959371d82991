package dev.nervure.examples.service;

import dev.nervure.examples.sentences.TrainedSentences;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Batcher;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The beginning of a sentence as a request, and as its answer the words most likely to follow. */
final class NextWords implements Batcher.Request<Map<String, Double>> {
    private static final int ANSWERS = 5;

    private final TrainedSentences sentences;
    private final int[] words;

    /** @throws IllegalArgumentException if there are no words, too many, or one that the network does not know */
    NextWords(TrainedSentences sentences, List<String> words) {
        int longest = sentences.model().inputs().get(0).size();
        if (words.isEmpty() || words.size() > longest) {
            throw new IllegalArgumentException("a beginning has 1 … " + longest + " words, got " + words.size());
        }
        this.sentences = sentences;
        this.words = sentences.numbers(words);
    }

    @Override
    public void write(Activations a, int sample) {
        int longest = a.ints("words").length / a.capacity();
        System.arraycopy(words, 0, a.ints("words"), sample * longest, words.length);
        a.lengths("T")[sample] = words.length;
    }

    @Override
    public Map<String, Double> read(Activations a, int sample) {
        int[] shape = sentences.model().outputs().get(0).shape(); // [longest, words of the vocabulary]
        double[] p = Softmax.of(a.floats("next"), (sample * shape[0] + words.length - 1) * shape[1], shape[1]);
        Map<String, Double> answer = new LinkedHashMap<>();
        IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(word -> -p[word]))
                .limit(ANSWERS)
                .forEach(word -> answer.put(sentences.word(word), p[word]));
        return answer;
    }
}
