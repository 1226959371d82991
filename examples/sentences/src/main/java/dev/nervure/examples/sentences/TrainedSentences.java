package dev.nervure.examples.sentences;

import dev.nervure.inspection.Inspection;
import dev.nervure.runtime.Model;
import dev.nervure.training.TrainingListener;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network after it has learned, for who wants to look into it. */
public final class TrainedSentences {
    /** As many as the example takes. */
    public static final int EPOCHS = 12;

    private final NextWordModel model;
    private final Corpus corpus;

    private TrainedSentences(NextWordModel model, Corpus corpus) {
        this.model = model;
        this.corpus = corpus;
    }

    /** Trains the network as the example does. */
    public static TrainedSentences train(int epochs, TrainingListener listener) {
        Corpus corpus = Corpus.generate();
        NextWordModel model = NextWordModel.create(1);
        Main.train(model, corpus, epochs, 1, listener);
        return new TrainedSentences(model, corpus);
    }

    /** A network that learned before: the weights that {@link #model} saved. */
    public static TrainedSentences load(InputStream weights) {
        NextWordModel model = NextWordModel.create(1);
        model.restore(weights);
        return new TrainedSentences(model, Corpus.generate());
    }

    /** The network: input {@code words}, of variable length {@code T}, output {@code next}. */
    public Model model() {
        return model;
    }

    /** The numbers of words. */
    public int[] numbers(List<String> words) {
        return corpus.vocabulary().numbers(words);
    }

    /** The word with a number. */
    public String word(int number) {
        return corpus.vocabulary().word(number);
    }

    /** Lets the network read words, and looks into it. */
    public Inspection read(List<String> words) {
        int[] numbers = numbers(words);
        NextWordActivations a = model.newActivations(1);
        System.arraycopy(numbers, 0, a.words(), 0, numbers.length);
        a.lengthsOfT()[0] = numbers.length;
        model.forward(a, 1);
        return Inspection.of(model, a);
    }

    /** The most likely words to follow, and how likely each is. */
    public Map<String, Double> nextWords(List<String> beginning, int count) {
        Map<String, Double> words = new LinkedHashMap<>();
        new Transformer(model, corpus.vocabulary())
                .nextWords(beginning, count)
                .forEach(guess -> words.put(guess.word(), guess.probability()));
        return words;
    }

    /** Sentences that it has not learned from. */
    public List<List<String>> unseen() {
        return Arrays.stream(corpus.test())
                .map(sentence -> Arrays.stream(sentence).mapToObj(this::word).toList())
                .toList();
    }
}
