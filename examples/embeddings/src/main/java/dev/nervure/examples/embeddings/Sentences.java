package dev.nervure.examples.embeddings;

import dev.nervure.examples.wordpiece.WordPiece;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The meanings of sentences: for use by many threads. */
final class Sentences {
    private static final int LONGEST = 512; // pieces, as the declaration says
    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    private final MiniLmModel model;
    private final WordPiece tokenizer;

    private Sentences(MiniLmModel model, WordPiece tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * Reads model and vocabulary from the class path.
     *
     * @param folder where the weights are kept as safetensors, so that they are converted once
     */
    static Sentences load(Path folder) throws IOException {
        Path weights = folder.resolve("all-minilm-l6-v2.safetensors");
        if (!Files.exists(weights)) {
            Files.createDirectories(folder);
            try (InputStream onnx = resource(MODEL)) {
                BertWeights.convert(onnx.readAllBytes(), weights);
            }
        }
        try (InputStream json = resource(TOKENIZER)) {
            return new Sentences(MiniLmModel.load(weights), WordPiece.of(json));
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream in = Sentences.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("the class path has no " + name);
        }
        return in;
    }

    /** The meaning of a text: 384 numbers, of length 1. */
    float[] meaning(String text) {
        return model.predict(tokenizer.encode(text, LONGEST));
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
