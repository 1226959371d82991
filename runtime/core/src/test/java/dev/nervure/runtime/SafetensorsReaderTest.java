package dev.nervure.runtime;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
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
            assertThat(reader.integer("count")).isZero();
            assertThat(reader.floats("empty")).isEmpty();
            assertThat(reader.has("empty")).isTrue();
            assertThat(reader.has("full")).isFalse();
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
                .hasMessageStartingWith(folder + ": ");
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
        assertFault(RawFile.bytes(header.length, header, 12), "the header is not UTF-8, from byte 2 on");
    }

    @Test
    void brokenJson() {
        assertFault(
                RawFile.bytes("{\"a\":{\"dtype\" \"F32\"}}", 0),
                "broken JSON in the header at character 14: expected ':', found '\"'");
    }

    @Test
    void anotherDtypeThanAskedFor() {
        Path file = file(RawFile.bytes("{" + tensor("half", "F16", "[2]", 0, 4) + "}", 4));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.floats("half"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": tensor 'half' is F16 [2], expected F32");
        }
    }

    @Test
    void severalValuesForAScalar() {
        Path file = file(RawFile.bytes("{" + tensor("count", "I64", "[2]", 0, 16) + "}", 16));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThatThrownBy(() -> reader.integer("count"))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessage(file + ": tensor 'count' is I64 [2], expected one value");
        }
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
                    .hasMessage(file + " has no tensor 'c'");
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
        Path file = file(bytes);
        assertThatThrownBy(() -> SafetensorsReader.open(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": " + message);
    }

    private Path file(byte[] bytes) {
        return RawFile.write(folder.resolve("test.safetensors"), bytes);
    }
}
