package dev.nervure.examples.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextWordTest {
    private static final int EPOCHS = 5; // less than half of the example's, to be quick

    private final Corpus corpus = Corpus.generate();

    @Test
    void knowsMoreThanCounting() {
        NextWordModel model = NextWordModel.create(1);
        Transformer transformer = new Transformer(model, corpus.vocabulary());
        double before = transformer.perplexity(corpus.test());
        Main.train(model, corpus, EPOCHS, 1, new TrainingListener() {});

        double counting = IntStream.rangeClosed(2, 5)
                .mapToDouble(n -> new NGram(n, corpus.vocabulary().size(), corpus.train()).perplexity(corpus.test()))
                .min()
                .orElseThrow();
        assertThat(before).isGreaterThan(corpus.vocabulary().size());
        assertThat(transformer.perplexity(corpus.test()))
                .isLessThan(0.9 * counting)
                .isGreaterThan(corpus.leastPerplexity());

        // Where a cat goes, also if it saw a bird.
        List<String> prompt = List.of("the", "old", "cat", "that", "saw", "the", "bird", "sat", "on", "the");
        assertThat(transformer.nextWords(prompt, 3))
                .extracting(Transformer.Guess::word)
                .containsExactlyInAnyOrder("mat", "sofa", "rug");
        assertThat(transformer.complete(prompt, Corpus.LONGEST)).endsWith(".");
    }

    @Test
    void probabilitiesSumUpToOne() {
        Transformer transformer = new Transformer(NextWordModel.create(1), corpus.vocabulary());
        List<Transformer.Guess> guesses =
                transformer.nextWords(List.of("the", "cat"), corpus.vocabulary().size());
        assertThat(guesses.stream().mapToDouble(Transformer.Guess::probability).sum())
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void writesByStreamWhatTheWholePassSaysAndLooksOnlyBack() {
        Transformer transformer = new Transformer(NextWordModel.create(3), corpus.vocabulary());
        List<String> prompt = List.of("the", "cat");
        List<String> written = new ArrayList<>();
        List<String> sentence = transformer.complete(prompt, 9, (word, before) -> {
            assertThat(word).isEqualTo(transformer.nextWords(before, 1).get(0).word());
            float[][] attention = transformer.attention(before);
            assertThat(attention).hasDimensions(4, before.size());
            for (float[] head : attention) {
                double sum = 0;
                for (float weight : head) {
                    sum += weight;
                }
                assertThat(sum).isEqualTo(1, within(1e-5)); // of at most 20 floats
            }
            written.add(word);
        });
        assertThat(sentence).startsWith("the", "cat").endsWith(written.toArray(String[]::new));
        assertThat(written).isNotEmpty();
    }

    @Test
    void shadesStandUnderTheirWords() {
        List<String> words = List.of("the", "sleepy");
        assertThat(Gaze.words(words, 4)).isEqualTo("the  sleepy ");
        assertThat(Gaze.shades(words, new float[][] {{0, 1}, {0.5f, 0.5f}, {1, 0}, {0.7f, 0.3f}}))
                .isEqualTo(" ▒█▓ █▒ ░   ");
    }
}
