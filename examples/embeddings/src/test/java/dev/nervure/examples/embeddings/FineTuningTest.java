package dev.nervure.examples.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.nervure.examples.wordpiece.WordPiece;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
    @Test
    void theLastBlockAndAHeadLearnAndGoOutAsOnnx(@TempDir Path folder) throws Exception {
        TopicsModel before = TopicsModel.create(1);
        FineTuning.Result result = FineTuning.train(false);
        TopicsModel model = result.model();
        assertThat(FineTuning.learnt(model)).hasSize(18).allMatch(name -> name.matches("(encoder\\.layer\\.5|topic)\\..*"));
        for (String frozen : new String[] {"embeddings.word_embeddings.weight", "encoder.layer.4.output.LayerNorm.bias"}) {
            assertThat(model.weights().get(frozen).values())
                    .isEqualTo(before.weights().get(frozen).values());
        }
        assertThat(model.weights().get("encoder.layer.5.output.LayerNorm.bias").values())
                .isNotEqualTo(before.weights().get("encoder.layer.5.output.LayerNorm.bias").values());
        double first = result.history().epochs().get(0).loss();
        double last = result.history().epochs().get(result.history().epochs().size() - 1).loss();
        assertThat(last).isLessThan(first / 4);
        assertThat(result.right()).isGreaterThan(0.8); // guessing gives a quarter

        Path file = folder.resolve("topics.onnx");
        model.saveOnnx(file);
        WordPiece tokenizer = Pieces.tokenizer();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (String text : new String[] {"Has the post lost my order?", "My card is expired."}) {
                Pieces pieces = Pieces.of(text, tokenizer, Topics.LONGEST);
                float[] expected = model.predict(new TopicsInputs(pieces.numbers(), pieces.mask())).topic();
                try (OnnxTensor numbers = tensor(environment, pieces.numbers());
                        OnnxTensor mask = tensor(environment, pieces.mask());
                        OrtSession.Result run = session.run(Map.of("pieces", numbers, "mask", mask))) {
                    float[][] topic = (float[][]) run.get("topic").orElseThrow().getValue();
                    assertThat(topic[0]).containsExactly(expected, within(1e-4f));
                }
            }
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, int[] values) throws Exception {
        long[] wide = Arrays.stream(values).asLongStream().toArray();
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(wide), new long[] {1, values.length});
    }
}
