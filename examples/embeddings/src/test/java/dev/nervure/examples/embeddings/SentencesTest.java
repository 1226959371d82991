package dev.nervure.examples.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.SafetensorsReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final List<String> TEXTS = List.of(
            "A man is eating food.",
            "A man is eating a piece of bread.",
            "The girl is carrying a baby.",
            "A cheetah chases its prey across the field.",
            "How do I reset my password?",
            "I can't log in to my account.",
            "Neural networks compiled to plain Java!",
            "ok");

    private static Sentences sentences;

    @BeforeAll
    static void load() throws IOException {
        sentences = Sentences.load();
    }

    /** ONNX Runtime's figures, of all texts in one padded batch. Sums of six blocks run in other orders; seen: 7e-6. */
    @Test
    void meansWhatOnnxRuntimeSays() throws IOException {
        try (InputStream file = SentencesTest.class.getResourceAsStream("/meanings.safetensors")) {
            float[] expected = SafetensorsReader.of(file).floats("embedding");
            int size = expected.length / TEXTS.size();
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(sentences.meaning(TEXTS.get(i)))
                        .as(TEXTS.get(i))
                        .containsExactly(Arrays.copyOfRange(expected, i * size, (i + 1) * size), within(1e-5f));
            }
        }
    }

    @Test
    void likeMeaningsAreNear() {
        float[] password = sentences.meaning("How do I reset my password?");
        float near = Sentences.likeness(password, sentences.meaning("I can't log in to my account."));
        float far = Sentences.likeness(password, sentences.meaning("A man is eating food."));
        assertThat(near).isGreaterThan(0.4f).isGreaterThan(far + 0.3f);
    }

    @Test
    void servesLangchain4j() {
        float[] vector =
                new MiniLmEmbeddingModel(sentences).embed(TEXTS.get(0)).content().vector();
        assertThat(vector).containsExactly(sentences.meaning(TEXTS.get(0)));
    }
}
