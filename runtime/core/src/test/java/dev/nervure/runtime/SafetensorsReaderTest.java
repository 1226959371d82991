package dev.nervure.runtime;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.file.Pipes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsReaderTest {
    private static final String AB =
            "{" + tensor("a", "F32", "[2]", 0, 8) + "," + tensor("b", "F32", "[1]", 8, 12) + "}";

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheFormatAllows() {
        String header = " {\"__metadata__\" : {\"a\\u0062\\n\" : \"\\\"ü\"}," + tensor("empty", "F32", "[0,3]", 8, 8)
                + "," + tensor("count", "I64", "[]", 0, 8) + "}  ";
        try (SafetensorsReader reader = SafetensorsReader.open(file(RawFile.bytes(header, 8)))) {
            assertThat(reader.metadata()).containsExactly(Map.entry("ab\n", "\"ü"));
            assertThat(reader.longs("count")).containsExactly(0);
            assertThat(reader.floats("empty")).isEmpty();
            assertThat(reader.tensors().keySet()).containsExactly("count", "empty"); // in the order of the data
            assertThat(reader.tensors().get("empty").shape()).containsExactly(0L, 3L);
        }
    }

    @Test
    void missingFile() {
        Path file = folder.resolve("absent.safetensors");
        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": there is no such file")
                .satisfies(e -> assertThat(((WeightsFileException) e).file()).isEqualTo(file));
    }

    @Test
    void folderInsteadOfAFile() {
        assertThatThrownBy(() -> SafetensorsReader.open(folder))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(folder + ": is a folder");
    }

    @Test
    void tooShortForALength() {
        assertFault(new byte[7], "is no safetensors file: it has 7 bytes, not even the 8 of the header's length");
    }

    @Test
    void headerLengthOfZero() {
        assertFault(RawFile.bytes(0, new byte[0], 100), "the header's length is 0");
    }

    @Test
    void headerLengthOfTwoToThe63() {
        assertFault(
                RawFile.bytes(Long.MIN_VALUE, new byte[2], 0),
                "the header's length is 9223372036854775808, but only 2 bytes follow; the file is truncated, or not "
                        + "safetensors");
    }

    @Test
    void headerLengthBeyondTheFile() {
        assertFault(
                RawFile.bytes(AB.length() + 1, AB.getBytes(StandardCharsets.UTF_8), 0),
                "the header's length is " + (AB.length() + 1) + ", but only " + AB.length()
                        + " bytes follow; the file is truncated, or not safetensors");
    }

    @Test
    void headerLengthOverTheLimitOfTheFormat() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.writeLong(Long.reverseBytes(100_000_001));
            sparse.setLength(200_000_000);
        }
        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": the header's length is 100000001, the format allows 100000000");
    }

    @Test
    void truncatedData() {
        assertFault(
                RawFile.bytes(AB, 11),
                "tensor 'b' ends at byte 12 of the data, of which there are only 11; the file is truncated, or the offset "
                        + "wrong");
    }

    @Test
    void surplusData() {
        assertFault(RawFile.bytes(AB, 14), "2 bytes after the last tensor belong to none");
    }

    @Test
    void offsetsOutOfRange() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[1]", 4_000_000_000L, 4_000_000_004L) + "}", 4),
                "tensor 'a' ends at byte 4000000004 of the data, of which there are only 4; the file is truncated, or the "
                        + "offset wrong");
    }

    @Test
    void overlappingOffsets() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[2]", 0, 8) + "," + tensor("b", "F32", "[2]", 4, 12) + "}", 12),
                "tensor 'b' begins at byte 4, inside the tensor before it, which ends at 8");
    }

    @Test
    void hole() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[1]", 0, 4) + "," + tensor("b", "F32", "[1]", 8, 12) + "}", 12),
                "tensor 'b' begins at byte 8, which leaves a hole from byte 4");
    }

    @Test
    void backwardOffsets() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[1]", 4, 0) + "}", 4),
                "tensor 'a' has data_offsets [4, 0], which are not [begin, end]");
    }

    @Test
    void sizeAgainstOffsets() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[2,3]", 0, 20) + "}", 20),
                "tensor 'a' is F32 [2, 3] of 24 bytes, but its data_offsets span 20");
    }

    @Test
    void overflowingShape() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[4294967296,4294967296]", 0, 0) + "}", 0),
                "tensor 'a' has the shape [4294967296, 4294967296], which overflows");
    }

    @Test
    void unknownDtype() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F31", "[1]", 0, 4) + "}", 4),
                "tensor 'a' has the unknown dtype 'F31'");
    }

    @Test
    void unknownField() {
        assertFault(
                RawFile.bytes("{\"a\":{\"type\":\"F32\"}}", 0), "tensor 'a' has an unknown or repeated field 'type'");
    }

    @Test
    void repeatedField() {
        assertFault(
                RawFile.bytes("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0),
                "tensor 'a' has an unknown or repeated field 'dtype'");
    }

    @Test
    void missingField() {
        assertFault(
                RawFile.bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", 0),
                "tensor 'a' must have dtype, shape and data_offsets");
    }

    @Test
    void duplicateTensor() {
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", "[1]", 0, 4) + "," + tensor("a", "F32", "[1]", 4, 8) + "}", 8),
                "the header names 'a' twice");
    }

    @Test
    void duplicateMetadata() {
        assertFault(
                RawFile.bytes("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "the header names '__metadata__' twice");
        assertFault(RawFile.bytes("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0), "the header names 'k' twice");
    }

    @Test
    void wrongUtf8() {
        byte[] header = AB.getBytes(StandardCharsets.UTF_8);
        header[2] = (byte) 0xC3;
        assertFault(
                RawFile.bytes(header.length, header, 12),
                "broken JSON in the header at byte 2: a character that is not UTF-8");
    }

    @Test
    void brokenJson() {
        assertFault(
                RawFile.bytes("{\"a\":{\"dtype\" \"F32\"}}", 0),
                "broken JSON in the header at byte 14: expected ':', found '\"'");
    }

    @Test
    void anotherDtypeThanAskedFor() {
        String header = "{" + tensor("bytes", "I8", "[4]", 0, 4) + "," + tensor("half", "F16", "[2]", 4, 8) + "}";
        Path file = file(RawFile.bytes(header, 8));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.floats("bytes"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": tensor 'bytes' is I8 [4], expected F32, F16, BF16 or F64");
            assertThatThrownBy(() -> reader.longs("half"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": tensor 'half' is F16 [2], expected integers");
        }
    }

    @Test
    void integersOfAllTypes() {
        ByteBuffer data = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(-1)
                .putLong(Long.MAX_VALUE)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) -1)
                .putShort((short) -1);
        data.put((byte) -1).put((byte) 1);
        String header = "{"
                + String.join(
                        ",",
                        tensor("i64", "I64", "[1]", 0, 8),
                        tensor("u64", "U64", "[1]", 8, 16),
                        tensor("i32", "I32", "[1]", 16, 20),
                        tensor("u32", "U32", "[1]", 20, 24),
                        tensor("i16", "I16", "[1]", 24, 26),
                        tensor("u16", "U16", "[1]", 26, 28),
                        tensor("i8", "I8", "[1]", 28, 29),
                        tensor("bool", "BOOL", "[1]", 29, 30))
                + "}";
        byte[] bytes = RawFile.bytes(header, 30);
        System.arraycopy(data.array(), 0, bytes, bytes.length - 30, 30);
        SafetensorsReader reader = SafetensorsReader.of(ByteBuffer.wrap(bytes));
        long[] found = reader.tensors().keySet().stream()
                .mapToLong(name -> reader.longs(name)[0])
                .toArray();
        assertThat(found).containsExactly(-1, Long.MAX_VALUE, -1, 0xFFFF_FFFFL, -1, 0xFFFF, -1, 1);
    }

    @Test
    void integerBeyondLong() {
        byte[] bytes = RawFile.bytes("{" + tensor("big", "U64", "[]", 0, 8) + "}", 8);
        bytes[bytes.length - 1] = (byte) 0x80;
        SafetensorsReader reader = SafetensorsReader.of(ByteBuffer.wrap(bytes));
        assertThatThrownBy(() -> reader.longs("big"))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("tensor 'big' has the value 9223372036854775808, which is 2⁶³ or more");
    }

    @Test
    void bytesOfABufferAreItsOwn() {
        ByteBuffer file = ByteBuffer.allocateDirect(300).position(7);
        byte[] bytes = RawFile.bytes(AB, 12);
        file.put(bytes).flip().position(7);
        SafetensorsReader reader = SafetensorsReader.of(file);
        ByteBuffer b = reader.bytes("b");
        assertThat(b.remaining()).isEqualTo(4);
        assertThat(b.isReadOnly()).isTrue();
        file.put(7 + bytes.length - 1, (byte) 0x40); // 2f
        assertThat(b.getFloat(0)).isEqualTo(2f);
        assertThat(reader.floats("b")).containsExactly(2f);
        assertThat(file.position()).isEqualTo(7);
    }

    @Test
    void bytesOfAFileAreACopy() {
        byte[] bytes = RawFile.bytes(AB, 12);
        bytes[bytes.length - 1] = 0x40;
        try (SafetensorsReader reader = SafetensorsReader.open(file(bytes))) {
            assertThat(reader.bytes("b").getFloat()).isEqualTo(2f);
            assertThat(reader.bytes("a")).isEqualTo(ByteBuffer.allocate(8));
        }
    }

    /** Two files in one stream, with something behind them: nothing is read that was not asked for. */
    @Test
    void streamIsLeftAtTheEndOfTheFile() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        for (float value : new float[] {1, 2}) {
            new SafetensorsWriter()
                    .floats("a", new int[] {3}, () -> new float[] {value, value, value})
                    .floats("b", new int[] {}, () -> new float[] {-value})
                    .write(both);
        }
        both.write(42);
        ByteArrayInputStream in = new ByteArrayInputStream(both.toByteArray());
        SafetensorsReader first = SafetensorsReader.of(in);
        assertThat(first.floats("a")).containsExactly(1, 1, 1);
        first.finish();
        SafetensorsReader second = SafetensorsReader.of(in);
        assertThat(second.floats("b")).containsExactly(-2);
        assertThatThrownBy(() -> second.floats("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a stream is read forwards");
        second.close();
        assertThat(in.read()).isEqualTo(42);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void streamThatEndsTooEarly() {
        byte[] bytes = RawFile.bytes(AB, 12);
        for (int length = 0; length < bytes.length; length++) {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes, 0, length);
            assertThatThrownBy(() -> {
                        SafetensorsReader reader = SafetensorsReader.of(in);
                        reader.floats("a");
                        reader.finish();
                    })
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage("the stream: cannot be read: the stream ends after " + length
                            + " bytes; it is truncated, or not safetensors")
                    .satisfies(
                            e -> assertThat(((WeightsFileException) e).file()).isNull());
        }
    }

    @Test
    void streamThatPromisesMoreThanThereCanBe() {
        String header = "{" + tensor("a", "U8", "[9223372036854775807]", 0, Long.MAX_VALUE) + "}";
        assertThatThrownBy(() -> SafetensorsReader.of(new ByteArrayInputStream(RawFile.bytes(header, 9))))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith("the stream: tensor 'a' ends at byte 9223372036854775807");
    }

    @Test
    void d2_headerOfBlanks() {
        byte[] header = new byte[60_000_000];
        Arrays.fill(header, (byte) ' ');
        Path file = file(RawFile.bytes(header.length, header, 0));
        assertThatThrownBy(() -> SafetensorsReader.open(file, 10))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": the header's length is 60000000, more than the 1058576 that are read where 10 "
                        + "tensors are the most");
        long before = allocated();
        assertFault("broken JSON in the header at byte 60000000: expected '{', found the end", file);
        assertThat(allocated() - before).isLessThan(1_000_000);
    }

    @Test
    void d2_manyEmptyTensors() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 900_000; i++) {
            header.append(i == 0 ? "" : ",").append(tensor("t" + i, "F32", "[0]", 0, 0));
        }
        Path file = file(RawFile.bytes(header.append('}').toString(), 0));
        assertFault("the header has more than 200000 tensors", file);
        assertThatThrownBy(() -> SafetensorsReader.open(file, 100_000))
                .hasMessageEndingWith("more than 100000 tensors");
    }

    @Test
    void d2_manyEntriesAboutTheFile() {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < 10_001; i++) {
            header.append(i == 0 ? "" : ",").append("\"").append(i).append("\":\"\"");
        }
        assertFault(RawFile.bytes(header.append("}}").toString(), 0), "the metadata has more than 10000 entries");
    }

    @Test
    void d2_manyAxes() {
        String shape = "[" + "1,".repeat(64) + "1]";
        assertFault(
                RawFile.bytes("{" + tensor("a", "F32", shape, 0, 4) + "}", 4),
                "tensor 'a' has more than 64 numbers as its shape");
    }

    @Test
    void d2_quotesAreCut() {
        String name = "\\u0007" + "x".repeat(1_000_000);
        assertFault(
                RawFile.bytes("{" + tensor(name, "F31", "[1]", 0, 4) + "}", 4),
                "tensor '\uFFFD" + "x".repeat(79) + "… (1000001 characters)' has the unknown dtype 'F31'");
    }

    @Test
    void d4_aPipeIsNotOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Pipes.make(pipe), "there is no mkfifo");
        assertFault("is no regular file but a pipe or a device; read it as an InputStream", pipe);
    }

    @Test
    void d5_interruptedThread() {
        Path file = file(RawFile.bytes(AB, 12));
        Thread.currentThread().interrupt();
        try {
            assertFault("cannot be read: the thread was interrupted", file);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void tensorTooLargeForAnArray() throws IOException {
        long bytes = 4L << 31;
        byte[] start = RawFile.bytes("{" + tensor("a", "F32", "[" + (bytes / 4) + "]", 0, bytes) + "}", 0);
        Path file = file(start);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(start.length + bytes);
        }
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.floats("a"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": tensor 'a' is F32 [2147483648], too large for one array");
        }
    }

    @Test
    void unknownName() {
        Path file = file(RawFile.bytes(AB, 12));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.floats("c"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("no tensor 'c'; there are 2: a, b");
        }
    }

    @Test
    void fileCutWhileItIsRead() throws IOException {
        Path file = file(RawFile.bytes(AB, 12));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 10));
            assertThatThrownBy(() -> reader.floats("b"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": cannot be read: the file became shorter while it was read");
        }
    }

    private void assertFault(byte[] bytes, String message) {
        assertFault(message, file(bytes));
    }

    private static void assertFault(String message, Path file) {
        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": " + message);
    }

    private Path file(byte[] bytes) {
        return RawFile.write(folder.resolve("test.safetensors"), bytes);
    }
}
