package dev.nervure.examples.embeddings;

import dev.nervure.examples.wordpiece.WordPiece;
import java.io.IOException;

/** The meanings of sentences: for use by many threads. */
final class Sentences {
    private final MiniLmModel model;
    private final WordPiece tokenizer;

    private Sentences(MiniLmModel model, WordPiece tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** Reads the weights, which the compiler put beside the classes, and the vocabulary. */
    static Sentences load() throws IOException {
        return new Sentences(MiniLmModel.load(), Pieces.tokenizer());
    }

    /** The meaning of a text: the mean of those of its pieces, 384 numbers of length 1. */
    float[] meaning(String text) {
        Pieces pieces = Pieces.of(text, tokenizer, MiniLm.LONGEST);
        float[] all =
                model.predict(new MiniLmInputs(pieces.numbers(), pieces.mask())).output0();
        int size = all.length / MiniLm.LONGEST;
        float[] meaning = new float[size];
        for (int i = 0; i < all.length; i++) {
            meaning[i % size] += pieces.mask()[i / size] * all[i];
        }
        float length = (float) Math.sqrt(likeness(meaning, meaning));
        for (int i = 0; i < size; i++) {
            meaning[i] /= length;
        }
        return meaning;
    }

    /** How alike two meanings are: 1 for the same, about 0 for texts that have nothing to do with each other. */
    static float likeness(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
