package dev.nervure.examples.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.Gson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordPieceTest {
    /** A text and what Hugging Face's tokenizer makes of it with the vocabulary of all-MiniLM-L6-v2. */
    record Case(String text, int[] ids) {
        @Override
        public String toString() {
            return text;
        }
    }

    static List<Case> cases() throws IOException {
        return List.of(new Gson().fromJson(resource("/wordpiece.json"), Case[].class));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameNumbers(Case text) throws IOException {
        assertThat(new WordPiece(vocabulary()).encode(text.text(), 512)).containsExactly(text.ids());
    }

    @Test
    void cutsOffWhatIsTooLong() throws IOException {
        WordPiece tokenizer = new WordPiece(vocabulary());
        int[] whole = tokenizer.encode("the the the", 5);
        assertThat(whole).hasSize(5);
        assertThat(tokenizer.encode("the the the", 4)).containsExactly(whole[0], whole[1], whole[2], whole[4]);
        assertThat(tokenizer.encode("", 2)).containsExactly(whole[0], whole[4]);
    }

    @Test
    void readsTheFilesOfTokenizers() {
        String json = """
                {"normalizer": null, "model": {"type": "WordPiece", "vocab": {"[CLS]": 5, "[SEP]": 6, "[UNK]": 7, "a": 8}}}
                """;
        assertThat(WordPiece.of(stream(json)).encode("A b", 9)).containsExactly(5, 8, 7, 6);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WordPiece.of(stream(json.replace("WordPiece", "BPE"))))
                .withMessage("the tokenizer is a BPE, not a WordPiece");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyTextNeedsSomePieces() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> new WordPiece(Map.of("[CLS]", 0, "[UNK]", 1)))
                .withMessage("the vocabulary has no [SEP]");
    }

    /** All pieces of the whole vocabulary that lie within a word of a case: with them no case has another answer. */
    private static Map<String, Integer> vocabulary() throws IOException {
        Map<String, Integer> vocabulary = new HashMap<>();
        resource("/pieces.txt").lines().forEach(line -> {
            int space = line.indexOf(' ');
            vocabulary.put(line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
        });
        return vocabulary;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WordPieceTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
