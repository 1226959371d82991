package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
    private static final byte[] GRAPH = {8, 8}; // a model of which only the version is told

    @TempDir
    Path folder;

    @Test
    void writesEachTensorBehindTheGraph() {
        OnnxWriter writer = new OnnxWriter(GRAPH)
                .floats("w", new int[] {1, 2}, () -> new float[] {1, -2})
                .floats("s", new int[0], () -> new float[] {0.5f});
        // Model { graph { initializer { dims 1, dims 2, type 1, name, raw data } } }, and one without dims.
        String first = "3a15" + "2a13" + "0801" + "0802" + "1001" + "420177" + "4a08" + "0000803f" + "000000c0";
        String second = "3a0d" + "2a0b" + "1001" + "420173" + "4a04" + "0000003f";
        assertThat(HexFormat.of().formatHex(written(writer))).isEqualTo("0808" + first + second);
    }

    @Test
    void lengthsTakeAsManyBytesAsTheyNeed() {
        float[] many = new float[100_000];
        byte[] bytes = written(new OnnxWriter(GRAPH).floats("m", new int[] {many.length}, () -> many));
        // 400,000 bytes of values, 80 b5 18 as a length of seven bits a byte; 11 bytes tell of them, and 4 come before.
        assertThat(HexFormat.of().formatHex(bytes, 0, 23))
                .isEqualTo("0808" + "3a91b518" + "2a8db518" + "08a08d06" + "1001" + "42016d" + "4a80b518");
        assertThat(bytes).hasSize(2 + 4 + 4 + 4 + 2 + 3 + 4 + 400_000);
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "old");
        OnnxWriter wrong = new OnnxWriter(GRAPH).floats("w", new int[] {3}, () -> new float[2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.write(file))
                .withMessage("w has 3 values by its shape, got 2");
        assertThat(file).hasContent("old");

        OnnxWriter right = new OnnxWriter(GRAPH).floats("w", new int[] {3}, () -> new float[3]);
        right.write(file);
        assertThat(file).hasBinaryContent(written(right));
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void saysWhatIsWrong() {
        OnnxWriter large = new OnnxWriter(GRAPH)
                .floats("a", new int[] {1 << 28}, () -> new float[0])
                .floats("b", new int[] {1 << 15, 1 << 13}, () -> new float[0]);
        Path file = folder.resolve("large.onnx");
        assertThatExceptionOfType(WeightsFileException.class)
                .isThrownBy(() -> large.write(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("at most 2147483647");
        assertThat(folder).isEmptyDirectory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> large.floats("a", new int[] {1}, () -> new float[1]))
                .withMessage("two initializers named 'a'");
        assertThatExceptionOfType(WeightsFileException.class)
                .isThrownBy(() -> new OnnxWriter(GRAPH).write(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("full");
                    }
                }))
                .withMessage("the stream: cannot be written: full");
    }

    private static byte[] written(OnnxWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }
}
