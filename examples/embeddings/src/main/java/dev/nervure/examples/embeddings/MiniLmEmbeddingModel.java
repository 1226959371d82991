package dev.nervure.examples.embeddings;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/** The same model for applications that are written with langchain4j. */
final class MiniLmEmbeddingModel implements EmbeddingModel {
    private final Sentences sentences;

    MiniLmEmbeddingModel(Sentences sentences) {
        this.sentences = sentences;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream()
                .map(segment -> Embedding.from(sentences.meaning(segment.text())))
                .toList());
    }
}
