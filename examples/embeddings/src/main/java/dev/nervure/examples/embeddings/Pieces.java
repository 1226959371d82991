package dev.nervure.examples.embeddings;

import dev.nervure.examples.wordpiece.WordPiece;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A text as numbers that networks read.
 *
 * @param numbers the number of each piece, filled up with zeros
 * @param mask 1 for each piece, 0 for what fills up
 */
record Pieces(int[] numbers, int[] mask) {
    private static final String VOCABULARY = "/all-minilm-l6-v2-tokenizer.json";

    /** The pieces of a text; what is beyond {@code size} is cut off. */
    static Pieces of(String text, WordPiece tokenizer, int size) {
        int[] pieces = tokenizer.encode(text, size);
        int[] mask = new int[size];
        Arrays.fill(mask, 0, pieces.length, 1);
        return new Pieces(Arrays.copyOf(pieces, size), mask);
    }

    /** The model's own tokenizer, from the class path. */
    static WordPiece tokenizer() throws IOException {
        try (InputStream json = Pieces.class.getResourceAsStream(VOCABULARY)) {
            if (json == null) {
                throw new FileNotFoundException("the class path has no " + VOCABULARY);
            }
            return WordPiece.of(json);
        }
    }
}
