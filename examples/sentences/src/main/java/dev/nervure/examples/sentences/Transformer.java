package dev.nervure.examples.sentences;

import dev.nervure.inspection.Inspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The network as a model of language. */
final class Transformer implements LanguageModel {
    /** A word and how likely it is to come next. */
    record Guess(String word, double probability) {}

    private final NextWordModel model;
    private final Vocabulary vocabulary;

    Transformer(NextWordModel model, Vocabulary vocabulary) {
        this.model = model;
        this.vocabulary = vocabulary;
    }

    @Override
    public double logProbability(int[] sentence) {
        float[] logits = model.predict(Arrays.copyOf(sentence, sentence.length - 1));
        double sum = 0;
        for (int at = 1; at < sentence.length; at++) {
            sum += Math.log(softmax(logits, at - 1)[sentence[at]]);
        }
        return sum;
    }

    /** The most likely words to follow the beginning of a sentence. */
    List<Guess> nextWords(List<String> beginning, int count) {
        double[] probabilities = softmax(model.predict(vocabulary.numbers(beginning)), beginning.size() - 1);
        return IntStream.range(0, probabilities.length)
                .mapToObj(word -> new Guess(vocabulary.word(word), probabilities[word]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .limit(count)
                .toList();
    }

    /** Continues with the most likely word again and again, up to the end of the sentence or a number of words. */
    List<String> complete(List<String> beginning, int longest) {
        return complete(beginning, longest, (word, sentence) -> {});
    }

    /**
     * The same by stream: the beginning is read at once, each word after it is one step.
     *
     * @param each is given each word that is written, and the words before it
     */
    List<String> complete(List<String> beginning, int longest, BiConsumer<String, List<String>> each) {
        List<String> sentence = new ArrayList<>(beginning);
        NextWordStream stream = model.newStream();
        float[] logits = stream.feed(vocabulary.numbers(beginning), beginning.size());
        while (sentence.size() < longest && !sentence.get(sentence.size() - 1).equals(".")) {
            int next = 0;
            for (int word = 1; word < logits.length; word++) {
                next = logits[word] > logits[next] ? word : next;
            }
            each.accept(vocabulary.word(next), List.copyOf(sentence));
            sentence.add(vocabulary.word(next));
            if (sentence.size() < longest) {
                logits = stream.step(next);
            }
        }
        return sentence;
    }

    /**
     * What the newest of some words looks at in the last block: {@code [heads][words]}, each head's weights add up to 1. A stream keeps
     * no weights of attention, so a pass over the words looks again; it computes what the stream computed.
     */
    float[][] attention(List<String> words) {
        int[] numbers = vocabulary.numbers(words);
        NextWordActivations a = model.newActivations(1);
        System.arraycopy(numbers, 0, a.words(), 0, numbers.length);
        a.lengthsOfT()[0] = numbers.length;
        model.forward(a, 1);
        Inspection look = Inspection.of(model, a);
        List<String> blocks = look.attentions();
        return Arrays.stream(look.attention(blocks.get(blocks.size() - 1), 0))
                .map(queries -> queries[numbers.length - 1])
                .toArray(float[][]::new);
    }

    /** The probabilities of all words after the one at a place. */
    private double[] softmax(float[] logits, int at) {
        int words = vocabulary.size();
        double[] p = IntStream.range(at * words, (at + 1) * words)
                .mapToDouble(i -> Math.exp(logits[i]))
                .toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(value -> value / sum).toArray();
    }
}
