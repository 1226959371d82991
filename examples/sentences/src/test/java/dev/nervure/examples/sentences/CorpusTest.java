package dev.nervure.examples.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private final Corpus corpus = Corpus.generate();

    /** One JDK's sentences must be those of every other. */
    @Test
    void alwaysTheSameSentences() {
        assertThat(text(corpus.train()[0]))
                .isEqualTo("the black mouse that saw the old mouse slept alone under the cupboard .");
    }

    @Test
    void sizes() {
        assertThat(corpus.train().length).isEqualTo(4000);
        assertThat(corpus.test().length).isEqualTo(1000);
        assertThat(corpus.vocabulary().size()).isEqualTo(Corpus.WORDS);
        assertThat(Arrays.stream(corpus.train())
                        .mapToInt(sentence -> sentence.length)
                        .max())
                .hasValue(Corpus.LONGEST);
    }

    @Test
    void noSentenceIsInBothParts() {
        assertThat(Arrays.stream(corpus.test()).map(this::text))
                .doesNotContainAnyElementsOf(
                        Arrays.stream(corpus.train()).map(this::text).toList());
    }

    @Test
    void probabilityOfASentence() {
        Grammar.Sentence sentence = new Grammar(1).sentences(1).get(0);
        // LOOKS, ANIMALS, that or not, SENSES, LOOKS, ANIMALS, DEEDS, MANNERS, places, and then or not.
        assertThat(Math.exp(-sentence.logProbability())).isEqualTo(6 * 6 * 2 * 2 * 6 * 6 * 4 * 4 * 3 * 2, within(1e-3));
    }

    @Test
    void unknownWords() {
        assertThatThrownBy(() -> corpus.vocabulary().numbers(List.of("the", "unicorn")))
                .hasMessage("no such word: unicorn");
    }

    private String text(int[] sentence) {
        return String.join(
                " ", Arrays.stream(sentence).mapToObj(corpus.vocabulary()::word).toList());
    }
}
