package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the files back as TensorBoard's reader does: checksums first, then the messages field by field. */
class TensorBoardTest {
    private record Field(int number, ByteBuffer value) {}

    @TempDir
    Path folder;

    @Test
    void writesWhatHappened() throws IOException {
        TwoLayerModel model = TwoLayerModel.create(1);
        TrainingHistory history = Trainer.of(model)
                .batchSize(10)
                .epochs(3)
                .validation(Samples.dataset(20, 2))
                .listener(TensorBoard.to(folder.resolve("first")).every(4))
                .fit(Samples.dataset(100, 1));
        List<ByteBuffer> events = records(onlyFile("first"));
        assertThat(text(fields(events.get(0)).get(1).value())).isEqualTo("brain.Event:2");

        Map<String, Map<Long, Float>> scalars = new LinkedHashMap<>();
        Map<String, List<Field>> histograms = new LinkedHashMap<>();
        for (ByteBuffer event : events.subList(1, events.size())) {
            List<Field> fields = fields(event);
            long step = varint(fields.get(1).value());
            for (Field value : fields(fields.get(2).value())) {
                List<Field> parts = fields(value.value());
                String name = text(parts.get(0).value());
                if (parts.get(1).number() == 2) {
                    scalars.computeIfAbsent(name, n -> new LinkedHashMap<>())
                            .put(
                                    step,
                                    parts.get(1)
                                            .value()
                                            .getFloat(parts.get(1).value().position()));
                } else {
                    histograms.put(name, fields(parts.get(1).value()));
                }
            }
        }
        assertThat(scalars.get("batch/loss").keySet()).containsExactly(1L, 5L, 9L, 13L, 17L, 21L, 25L, 29L);
        assertThat(scalars.get("training/loss")).containsOnlyKeys(10L, 20L, 30L);
        for (TrainingHistory.Epoch epoch : history.epochs()) {
            long step = epoch.number() * 10L;
            assertThat(scalars.get("training/loss").get(step)).isEqualTo((float) epoch.loss());
            assertThat(scalars.get("validation/accuracy").get(step))
                    .isEqualTo((float) epoch.validation().metric("accuracy"));
        }
        assertThat(scalars.get("gradient_norm/0.weight")).hasSize(3);

        float[] weights = model.weights().get("0.weight").values(); // as after the last epoch
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        List<Field> histogram = histograms.get("0.weight");
        assertThat(number(histogram.get(2))).isEqualTo(weights.length);
        assertThat(number(histogram.get(3))).isCloseTo(sum, within(1e-9));
        ByteBuffer counts = histogram.get(6).value();
        double counted = 0;
        while (counts.hasRemaining()) {
            counted += counts.getDouble();
        }
        assertThat(counted).isEqualTo(weights.length);
    }

    @Test
    void eachRunHasAFile() throws IOException {
        for (int run = 0; run < 2; run++) {
            Trainer.of(TwoLayerModel.create(1))
                    .listener(TensorBoard.to(folder.resolve("twice")))
                    .fit(Samples.dataset(50, 1));
        }
        try (Stream<Path> files = Files.list(folder.resolve("twice"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void refusesNoBatches() {
        assertThatThrownBy(() -> TensorBoard.to(folder).every(0)).hasMessage("every must be at least 1, got 0");
    }

    private Path onlyFile(String run) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(run))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(all.get(0).getFileName().toString()).startsWith("events.out.tfevents.");
            return all.get(0);
        }
    }

    private static List<ByteBuffer> records(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<ByteBuffer> records = new ArrayList<>();
        while (in.hasRemaining()) {
            ByteBuffer length = take(in, 8);
            assertThat(in.getInt()).isEqualTo(masked(length));
            ByteBuffer data = take(in, (int) length.getLong(length.position()));
            assertThat(in.getInt()).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    private static ByteBuffer take(ByteBuffer in, int bytes) {
        ByteBuffer part = in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + bytes);
        return part;
    }

    private static int masked(ByteBuffer data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data.duplicate());
        long crc = checksum.getValue();
        return (int) (((crc >>> 15) | (crc << 17)) + 0xa282ead8L);
    }

    private static List<Field> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int bytes = (key & 7) == 1 ? 8 : (key & 7) == 5 ? 4 : (key & 7) == 2 ? (int) varint(in) : -1;
            if (bytes < 0) {
                int start = in.position();
                varint(in);
                bytes = in.position() - start;
                in.position(start);
            }
            fields.add(new Field((int) (key >>> 3), take(in, bytes)));
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static double number(Field field) {
        return field.value().getDouble(field.value().position());
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
