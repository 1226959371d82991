package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.Mutations;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged checkpoints: all of them are refused by {@link WeightsFileException}, and change nothing. */
class CheckpointFuzzTest {
    private static final Dataset DATA = Samples.dataset(30, 1);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("run.checkpoint");
        trainer(TwoLayerModel.create(1)).checkpoint(file, 1).fit(DATA);
    }

    private static Trainer trainer(TwoLayerModel model) {
        return Trainer.of(model)
                .optimizer(Optimizers.adam(0.05f))
                .batchSize(16)
                .epochs(3)
                .seed(5)
                .validation(DATA)
                .earlyStopping(4);
    }

    @Test
    void d1_damagedFiles() throws IOException {
        damaged(5_000, 1);
    }

    @Test
    @Tag("exhaustive")
    void d1_damagedFilesForLong() throws IOException {
        damaged(100_000, 2);
    }

    private void damaged(int count, long seed) throws IOException {
        byte[] valid = Files.readAllBytes(file);
        Mutations mutations = new Mutations(valid, seed);
        Path damaged = folder.resolve("damaged.checkpoint");
        TwoLayerModel model = TwoLayerModel.create(9);
        float[] before = Samples.weights(model);
        TwoLayerModel good = TwoLayerModel.create(9);
        trainer(good).resume(file).fit(DATA);
        List<Integer> succeeded = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Files.write(damaged, mutations.next());
            try {
                trainer(model).resume(damaged).fit(DATA);
            } catch (WeightsFileException e) {
                assertThat(Samples.weights(model)).isEqualTo(before);
                continue;
            }
            // Nothing has changed but what has no meaning: a digit by itself, a blank behind the header.
            assertThat(Samples.weights(model)).isEqualTo(Samples.weights(good));
            succeeded.add(i);
            model = TwoLayerModel.create(9);
        }
        assertThat(succeeded).hasSizeLessThan(count / 5);
    }

    /** What passes as a file and has the right checksum, but no training run has written it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "nervure.best_loss, NaN",
                "nervure.best_loss, much",
                "nervure.best_epoch, 1000",
                "nervure.best_epoch, -1",
                "nervure.best_epoch, 99999999999",
                "nervure.samples, -5",
                "nervure.samples, 12e3",
                "nervure.steps, ''",
                "nervure.steps, 9223372036854775808",
                "nervure.history, \"epoch,loss\n1,0.5\n\"",
                "nervure.history, \"epoch,loss,learning_rate,gradient_norm,seconds\n1,0.5\n\"",
                "nervure.history, \"epoch,loss,learning_rate,gradient_norm,seconds\n2,0.5,0.1,1,1\n\"",
                "nervure.history, \"epoch,loss,learning_rate,gradient_norm,seconds\nx,0.5,0.1,1,1\n\""
            })
    void d1_forged(String name, String value) {
        Path forged = folder.resolve("forged.checkpoint");
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
            assertThat(metadata.put(name, value)).isNotNull();
            SafetensorsWriter writer = new SafetensorsWriter().withChecksum();
            metadata.forEach(writer::metadata);
            reader.tensors()
                    .forEach((tensor, info) -> writer.floats(
                            tensor,
                            info.shape().stream().mapToInt(Long::intValue).toArray(),
                            () -> reader.floats(tensor)));
            writer.write(forged);
        }
        TwoLayerModel model = TwoLayerModel.create(9);
        float[] before = Samples.weights(model);
        assertThatThrownBy(() -> trainer(model).resume(forged).fit(DATA))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(forged + ": what it says as '" + name + "' is not what a training run has written");
        assertThat(Samples.weights(model)).isEqualTo(before);
    }

    @Test
    void d1_oneDigit() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf("nervure.samples\":\"") + "nervure.samples\":\"".length();
        bytes[at] = (byte) (bytes[at] == '9' ? '8' : bytes[at] + 1);
        Files.write(file, bytes);
        assertThatThrownBy(() -> trainer(TwoLayerModel.create(9)).resume(file).fit(DATA))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith(file + ": is damaged: its checksum is ");
    }
}
