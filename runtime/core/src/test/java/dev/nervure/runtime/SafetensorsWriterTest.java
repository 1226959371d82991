package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    private static SafetensorsWriter writer() {
        return new SafetensorsWriter()
                .metadata("a \"title\"\n", "é\ud834\udd1e\udc00")
                .bytes("bytes", Dtype.I8, new int[] {3}, () -> ByteBuffer.wrap(new byte[] {9, 1, 2, 3}, 1, 3))
                .floats("floats", new int[] {2, 1}, () -> new float[] {1.5f, -2})
                .longs("longs", new int[] {2}, -1, 2);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("all.safetensors");
        writer().write(file);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        writer().write(stream);
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.metadata()).isEqualTo(Map.of("a \"title\"\n", "é\ud834\udd1e\udc00"));
            assertThat(reader.tensors().keySet())
                    .containsExactly("longs", "floats", "bytes"); // aligned in a mapped file
            assertThat(reader.longs("longs")).containsExactly(-1, 2);
            assertThat(reader.floats("floats")).containsExactly(1.5f, -2);
            assertThat(reader.bytes("bytes")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(reader.tensors().get("floats").toString()).isEqualTo("F32 [2, 1]");
            assertThat(reader.tensors().get("floats").size()).isEqualTo(2);
            assertThatThrownBy(reader::verify)
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": has no checksum 'nervure.checksum'");
        }
    }

    @Test
    void d5_interruptedThread() throws IOException {
        Path file = folder.resolve("all.safetensors");
        writer().write(file);
        byte[] before = Files.readAllBytes(file);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new SafetensorsWriter().write(file))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": cannot be written: the thread was interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void checksumSeesEveryBit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer().withChecksum().write(out);
        byte[] bytes = out.toByteArray();
        SafetensorsReader.of(ByteBuffer.wrap(bytes)).verify();
        int dataAt = bytes.length - 27;
        for (int bit = 0; bit < 27 * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[dataAt + bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(
                            () -> SafetensorsReader.of(ByteBuffer.wrap(damaged)).verify())
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessageContaining("is damaged: its checksum is ");
        }
        String header = new String(bytes, 8, dataAt - 8, StandardCharsets.UTF_8);
        byte[] renamed = header.replace("floats", "floatz").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(renamed, 0, bytes, 8, renamed.length);
        assertThatThrownBy(() -> SafetensorsReader.of(ByteBuffer.wrap(bytes)).verify())
                .hasMessageContaining("is damaged");
    }

    @Test
    void moreThanOneBuffer() throws IOException {
        long[] longs = new long[20_000];
        Arrays.setAll(longs, i -> i * 7919L);
        byte[] bytes = new byte[100_000];
        bytes[99_999] = 5;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafetensorsWriter()
                .longs("longs", new int[] {200, 100}, longs)
                .bytes("bytes", Dtype.U8, new int[] {100_000}, () -> ByteBuffer.wrap(bytes)
                        .asReadOnlyBuffer())
                .write(out);
        SafetensorsReader reader = SafetensorsReader.of(ByteBuffer.wrap(out.toByteArray()));
        assertThat(reader.longs("longs")).isEqualTo(longs);
        assertThat(reader.bytes("bytes")).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void whatDoesNotFitItsShape() {
        List<SafetensorsWriter> wrong = List.of(
                new SafetensorsWriter().longs("a", new int[] {3}, 1, 2),
                new SafetensorsWriter().floats("a", new int[] {3}, () -> new float[2]),
                new SafetensorsWriter().bytes("a", Dtype.F16, new int[] {3}, () -> ByteBuffer.allocate(2)));
        for (SafetensorsWriter writer : wrong) {
            assertThatThrownBy(() -> writer.write(new ByteArrayOutputStream()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3] has ");
        }
    }

    @Test
    void namesThatAreTaken() {
        assertThatThrownBy(() -> writer().longs("floats", new int[0], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two tensors named 'floats'");
        assertThatThrownBy(() -> writer().longs("__metadata__", new int[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStreamThatTakesNothing() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatThrownBy(() -> writer().write(full))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage("the stream: cannot be written: no space left");
    }

    /** Its owner decides about a stream: it is neither closed nor lost when the thread is interrupted. */
    @Test
    void d5_aStreamSurvivesAnInterruptedThread() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread.currentThread().interrupt();
        try {
            writer().write(out);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        SafetensorsReader.of(ByteBuffer.wrap(out.toByteArray()));
    }
}
