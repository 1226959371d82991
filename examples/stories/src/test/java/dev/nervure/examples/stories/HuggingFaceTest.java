package dev.nervure.examples.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.SafetensorsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceTest {
    private static final Path LLAMA = Path.of("src/test/resources/dev/nervure/examples/stories/llama");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(LLAMA)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    /** PyTorch computed in 64 bits with the same weights; sums of 48 floats of 32 bits are off by less than 1e-5. */
    @Test
    void computesWhatPyTorchComputes() throws IOException {
        SmallLlamaModel model = SmallLlamaModel.create(1);
        HuggingFace.read(LLAMA, SmallLlama.declared(), model);
        try (SafetensorsReader expected = SafetensorsReader.open(LLAMA.resolve("expected.safetensors"))) {
            int[] tokens = Arrays.stream(expected.longs("tokens"))
                    .mapToInt(Math::toIntExact)
                    .toArray();
            float[] logits = expected.floats("logits");
            assertThat(model.predict(tokens)).hasSameSizeAs(logits).containsExactly(logits, within(2e-5f));
            SmallLlamaStream stream = model.newStream();
            for (int t = 0; t < tokens.length; t++) {
                float[] row = Arrays.copyOfRange(logits, t * SmallLlama.TOKENS, (t + 1) * SmallLlama.TOKENS);
                assertThat(stream.step(tokens[t])).containsExactly(row, within(2e-5f));
            }
        }
    }

    @Test
    void oneFileServesAsWell() throws IOException {
        SmallLlamaModel parts = SmallLlamaModel.create(1);
        HuggingFace.read(LLAMA, SmallLlama.declared(), parts);
        Files.delete(folder.resolve("model.safetensors.index.json"));
        // The names are the file's, but queries and keys that the network saves lie as the network has them.
        parts.save(folder.resolve("model.safetensors"));
        SmallLlamaModel one = SmallLlamaModel.create(2);
        HuggingFace.read(folder, SmallLlama.declared(), one);
        assertThat(values(one, "lm_head.weight")).isEqualTo(values(parts, "lm_head.weight"));
        assertThat(values(one, "model.layers.1.self_attn.v_proj.weight"))
                .isEqualTo(values(parts, "model.layers.1.self_attn.v_proj.weight"));
    }

    @Test
    void whatDoesNotFitIsToldAndChangesNothing() throws IOException {
        refuses("\"hidden_size\": 32", "\"hidden_size\": 64", "has hidden_size 64, and the network declares 32");
        refuses("\"rope_theta\": 10000.0", "\"rope_theta\": 5e5", "has rope_theta 5e5");
        refuses("\"hidden_act\": \"silu\"", "\"hidden_act\": \"gelu\"", "has \"hidden_act\": \"gelu\"");
        refuses("\"model_type\"", "\"rope_scaling\": {\"type\": \"x\"}, \"model_type\"", "has \"rope_scaling\"");
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, Files.readString(index).replace("00001-of-00002", "00002-of-00002"));
        refuses("", "", "has no model.embed_tokens.weight, expected [96, 32]");
    }

    private void refuses(String text, String instead, String message) throws IOException {
        String config = Files.readString(LLAMA.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace(text, instead));
        SmallLlamaModel model = SmallLlamaModel.create(3);
        assertThatThrownBy(() -> HuggingFace.read(folder, SmallLlama.declared(), model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        assertThat(values(model, "model.norm.weight"))
                .isEqualTo(values(SmallLlamaModel.create(3), "model.norm.weight"));
        assertThat(values(model, "lm_head.weight")).isEqualTo(values(SmallLlamaModel.create(3), "lm_head.weight"));
    }

    private static float[] values(SmallLlamaModel model, String name) {
        return model.weights().get(name).values();
    }
}
