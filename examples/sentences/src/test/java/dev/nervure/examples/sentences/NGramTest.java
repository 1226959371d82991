package dev.nervure.examples.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NGramTest {
    private static final int[][] SENTENCES = {{0, 1, 2}, {0, 1, 3}, {0, 1, 3}};

    @Test
    void formula() {
        // After nothing: 1 three times, 3 twice, 2 once, of 4 words.
        double unigram = (1 + 3 / 4.0) / (6 + 3);
        // After 1: 3 twice, 2 once.
        double bigram = (1 + 2 * unigram) / (3 + 2);
        NGram model = new NGram(2, 4, SENTENCES);
        assertThat(model.logProbability(new int[] {1, 2})).isEqualTo(Math.log(bigram), within(1e-12));
    }

    @Test
    void probabilitiesSumUpToOne() {
        NGram model = new NGram(3, 4, SENTENCES);
        for (int[] history : new int[][] {{0, 1}, {3, 2}, {1, 3}}) {
            double sum = 0;
            for (int word = 0; word < 4; word++) {
                sum += Math.exp(
                        model.logProbability(new int[] {history[0], history[1], word}) - model.logProbability(history));
            }
            assertThat(sum).isEqualTo(1, within(1e-12));
        }
    }

    @Test
    void perplexityOfGuessing() {
        LanguageModel dice = sentence -> (sentence.length - 1) * Math.log(1 / 6.0);
        assertThat(dice.perplexity(new int[][] {{1, 2, 3}, {4, 5}})).isEqualTo(6, within(1e-9));
    }
}
