package dev.nervure.examples.stories;

import dev.nervure.runtime.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Six novels by Jane Austen, the pieces that were learned from them, and a model that has read them. */
final class Austen {
    static final String PIECES = "austen.pieces";
    static final String WEIGHTS = "austen.safetensors";

    /** Text that is kept from training, to judge by: the last chapters of Persuasion. */
    private static final int HELD_BACK = 300;

    private Austen() {}

    /** All paragraphs, in the order of the books. */
    static List<String> paragraphs() {
        try (InputStream text = new GZIPInputStream(open("austen.txt.gz"))) {
            return new String(text.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paragraphs to learn from. */
    static List<String> train() {
        List<String> all = paragraphs();
        return all.subList(0, all.size() - HELD_BACK);
    }

    /** The paragraphs that the model has not seen. */
    static List<String> unseen() {
        List<String> all = paragraphs();
        return all.subList(all.size() - HELD_BACK, all.size());
    }

    static Vocabulary vocabulary() {
        try (InputStream pieces = open(PIECES)) {
            return Vocabulary.read(pieces.readAllBytes(), Story.TOKENS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there are weights: {@link Train} makes them. */
    static boolean hasWeights() {
        return Austen.class.getResource(WEIGHTS) != null;
    }

    static StoryModel model() {
        try (InputStream weights = open(WEIGHTS)) {
            return model(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model with weights that {@link Train} saved. They become floats of 32 bits, which are faster here. */
    static StoryModel model(InputStream weights) {
        StoryModel saved = StoryModel.create(0);
        saved.restore(weights);
        StoryModel model = StoryModel.create(0);
        for (Parameter parameter : saved.weights()) {
            model.weights().get(parameter.name()).set(parameter.values());
        }
        return model;
    }

    private static InputStream open(String name) throws IOException {
        InputStream resource = Austen.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException("no resource " + name);
        }
        return resource;
    }
}
