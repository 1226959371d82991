package dev.nervure.examples.sentences;

import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Learns to complete sentences, and compares itself with counting which words follow which. */
public final class Main {
    private static final int GUESSES = 5;
    private static final int HEADS = 4;
    private static final List<String> PROMPTS = List.of(
            "the cat sat on the",
            "the old bird that saw the cat slept quietly on the",
            "the horse that heard the small mouse rested in the meadow and then it ate the");

    private Main() {}

    public static void main(String[] args) {
        Corpus corpus = Corpus.generate();
        NextWordModel model = NextWordModel.create(1);
        Transformer untrained = new Transformer(model.copy(), corpus.vocabulary());
        train(model, corpus, TrainedSentences.EPOCHS, 1, ConsoleProgress.create());
        Transformer trained = new Transformer(model, corpus.vocabulary());
        PROMPTS.forEach(prompt -> showGuesses(List.of(prompt.split(" ")), untrained, trained));
        showPerplexities(corpus, untrained, trained);
    }

    /** How the example learns: the same for every seed. */
    static void train(NextWordModel model, Corpus corpus, int epochs, long seed, TrainingListener listener) {
        Trainer.of(model)
                .optimizer(Optimizers.adamW(3e-3f))
                .schedule(Schedule.cosine().warmUp(50))
                .clipNorm(1f)
                .batchSize(32)
                .epochs(epochs)
                .threads(2)
                .seed(seed)
                .listener(listener)
                .fit(nextWords(corpus.train()));
    }

    /** Sentences without their last words, and for each word the one that follows. */
    private static Dataset nextWords(int[][] sentences) {
        int[][] words = new int[sentences.length][];
        int[][] next = new int[sentences.length][];
        for (int i = 0; i < sentences.length; i++) {
            int length = sentences[i].length;
            words[i] = Arrays.copyOf(sentences[i], length - 1);
            next[i] = Arrays.copyOfRange(sentences[i], 1, length);
        }
        return Dataset.of(words, next);
    }

    private static void showGuesses(List<String> prompt, Transformer untrained, Transformer trained) {
        say("%n%s …", String.join(" ", prompt));
        say("    before training         after training");
        List<Transformer.Guess> before = untrained.nextWords(prompt, GUESSES);
        List<Transformer.Guess> after = trained.nextWords(prompt, GUESSES);
        for (int i = 0; i < GUESSES; i++) {
            say("    %s      %s", line(before.get(i)), line(after.get(i)));
        }
        showWriting(prompt, trained);
    }

    /** Each word as it is written, and what its four heads looked at before. */
    private static void showWriting(List<String> prompt, Transformer trained) {
        say("%n    %-10s%s", "", Gaze.words(prompt, HEADS));
        trained.complete(
                prompt,
                Corpus.LONGEST,
                (word, before) -> say("    %-10s%s", word, Gaze.shades(before, trained.attention(before))));
    }

    private static String line(Transformer.Guess guess) {
        return String.format(Locale.ROOT, "%-10s %5.1f %%", guess.word(), 100 * guess.probability());
    }

    private static void showPerplexities(Corpus corpus, Transformer untrained, Transformer trained) {
        say("%nPerplexity on %,d sentences that it has not seen:%n", corpus.test().length);
        for (int n = 2; n <= 5; n++) {
            LanguageModel counts = new NGram(n, corpus.vocabulary().size(), corpus.train());
            say("%d-gram                 %6.2f", n, counts.perplexity(corpus.test()));
        }
        say("transformer, before    %6.2f", untrained.perplexity(corpus.test()));
        say("transformer, after     %6.2f", trained.perplexity(corpus.test()));
        say("the rules themselves   %6.2f", corpus.leastPerplexity());
    }

    private static void say(String format, Object... args) {
        System.out.printf(Locale.ROOT, format + "%n", args);
    }
}
