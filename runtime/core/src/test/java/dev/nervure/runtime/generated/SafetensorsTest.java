package dev.nervure.runtime.generated;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.nervure.runtime.RawFile;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.kernel.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void bitsSurviveARoundTrip() {
        int[] bits = {
            0x00000000, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC12345, 0x7F812345, 0x00000001, 0x3F800000
        };
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        CompiledParameter written = parameter("odd.weight", 3, 3);
        written.set(values);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, List.of(written));
        CompiledParameter read = parameter("odd.weight", 3, 3);
        Safetensors.restore(file, List.of(read));
        float[] found = read.values();
        for (int i = 0; i < bits.length; i++) {
            assertThat(Float.floatToRawIntBits(found[i])).isEqualTo(bits[i]);
        }
    }

    @Test
    void tensorsLargerThanTheBuffer() {
        CompiledParameter written = parameter("table.weight", 50, 777);
        written.initialize(1);
        CompiledParameter rows = new CompiledParameter(
                "rows.weight", new int[] {777, 50}, true, Storage.inputMajor(new float[50][777]), Initial.normal(1));
        rows.initialize(2);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, List.of(written, rows));
        CompiledParameter table = parameter("table.weight", 50, 777);
        CompiledParameter flat = parameter("rows.weight", 777, 50);
        Safetensors.restore(file, List.of(flat, table));
        assertThat(table.values()).isEqualTo(written.values());
        assertThat(flat.values()).isEqualTo(rows.values());
    }

    /** Byte for byte what the format's own library reads; checked by hand with safetensors 0.8.0 for Python. */
    @Test
    void bytesOfAFile() throws IOException {
        CompiledParameter parameter = parameter("a.\"b\".weight", 1, 2);
        parameter.set(new float[] {1, -2});
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, List.of(parameter));
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a.\\\"b\\\".weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        byte[] bytes = Files.readAllBytes(file);
        int padded = (header.length() + 7) / 8 * 8;
        assertThat(ByteBuffer.wrap(bytes).getLong()).isEqualTo(Long.reverseBytes(padded));
        assertThat(new String(bytes, 8, padded, StandardCharsets.UTF_8))
                .isEqualTo(header + " ".repeat(padded - header.length()));
        assertThat(Arrays.copyOfRange(bytes, 8 + padded, bytes.length)).containsExactly(0, 0, -128, 63, 0, 0, 0, -64);
    }

    @Test
    void savingReplacesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        CompiledParameter parameter = parameter("a", 1);
        for (int i = 0; i < 3; i++) {
            parameter.set(new float[] {i});
            Safetensors.write(file, List.of(parameter));
        }
        CompiledParameter read = parameter("a", 1);
        Safetensors.restore(file, List.of(read));
        assertThat(read.values()).containsExactly(2);
        assertThat(files()).containsExactly("weights.safetensors");
    }

    @Test
    void savingToNowhere() {
        Path file = folder.resolve("absent").resolve("weights.safetensors");
        assertThatThrownBy(() -> Safetensors.write(file, List.of(parameter("a", 1))))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith(file + ": cannot be written: ")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void savingToTheRoot() {
        Path root = folder.getRoot();
        assertThatThrownBy(() -> Safetensors.write(root, List.of(parameter("a", 1))))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("it is the root of a file system");
    }

    @Test
    void savingOntoAFolderLeavesNothing() throws IOException {
        Path file = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(file.resolve("occupant"));
        assertThatThrownBy(() -> Safetensors.write(file, List.of(parameter("a", 1))))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith(file + ": cannot be written: ");
        assertThat(files()).containsExactly("taken");
    }

    @Test
    void theSameNameTwice() {
        SafetensorsWriter writer = new SafetensorsWriter().integer("a", 1);
        assertThatThrownBy(() -> writer.floats("a", new int[] {1}, () -> new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two tensors named 'a'");
    }

    @Test
    void anotherNumberOfValuesThanItsShape() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().floats("a", new int[] {2}, () -> new float[3]);
        assertThatThrownBy(() -> writer.write(folder.resolve("weights.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a [2] has 3 values");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNamedAtOnceAndChangesNothing() {
        String header = "{" + tensor("a.weight", "F32", "[2,3]", 0, 24) + "," + tensor("a.bais", "F32", "[2]", 24, 32)
                + "," + tensor("b.weight", "BF16", "[4]", 32, 40) + "," + tensor("fits", "F32", "[1]", 40, 44) + "}";
        Path file = RawFile.write(folder.resolve("other.safetensors"), RawFile.bytes(header, 44));
        List<CompiledParameter> parameters = List.of(
                parameter("fits", 1), parameter("a.weight", 3, 2), parameter("a.bias", 2), parameter("b.weight", 4));
        parameters.forEach(parameter -> parameter.initialize(7));
        List<float[]> before =
                parameters.stream().map(CompiledParameter::values).toList();
        assertThatThrownBy(() -> Safetensors.restore(file, parameters))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": does not fit the model, whose weights stay as they are:\n"
                        + "  wrong shape: a.weight, expected [3, 2], found [2, 3]\n"
                        + "  missing: a.bias [2]\n"
                        + "  wrong dtype: b.weight, expected F32, found BF16\n"
                        + "  surplus: a.bais [2]");
        for (int i = 0; i < before.size(); i++) {
            assertThat(parameters.get(i).values()).isEqualTo(before.get(i));
        }
    }

    @Test
    void loadsWhatPyTorchComputed() throws IOException {
        Map<String, CompiledParameter> parameters = new LinkedHashMap<>();
        for (CompiledParameter parameter : List.of(
                parameter("in.x", 5, 13),
                parameter("cotangent", 5, 6),
                parameter("out", 5, 6),
                parameter("loss", 1),
                parameter("state.fc.weight", 6, 13),
                parameter("grad.fc.weight", 6, 13),
                parameter("grad_in.x", 5, 13))) {
            parameters.put(parameter.name(), parameter);
        }
        Safetensors.restore(golden("dense_nobias"), parameters.values());
        float[] x = parameters.get("in.x").values();
        float[] weight = parameters.get("state.fc.weight").values();
        float[] out = parameters.get("out").values();
        for (int n = 0; n < 5; n++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int i = 0; i < 13; i++) {
                    sum += (double) x[n * 13 + i] * weight[j * 13 + i];
                }
                assertThat((double) out[n * 6 + j]).isCloseTo(sum, offset(1e-5));
            }
        }
    }

    @Test
    void batchCountIsCarriedFromFileToFile() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (SafetensorsReader pytorch = SafetensorsReader.open(golden("batch_norm1d_train"))) {
            new SafetensorsWriter()
                    .floats("n.running_mean", new int[] {6}, () -> pytorch.floats("after.n.running_mean"))
                    .floats("n.running_var", new int[] {6}, () -> pytorch.floats("after.n.running_var"))
                    .integer("n.num_batches_tracked", pytorch.integer("state.n.num_batches_tracked") + 3)
                    .write(file);
        }
        List<CompiledParameter> parameters = List.of(parameter("n.running_mean", 6), parameter("n.running_var", 6));
        Safetensors.restore(file, parameters);
        Path again = folder.resolve("again.safetensors");
        Safetensors.write(again, parameters);
        try (SafetensorsReader first = SafetensorsReader.open(file);
                SafetensorsReader second = SafetensorsReader.open(again)) {
            assertThat(second.integer("n.num_batches_tracked")).isEqualTo(first.integer("n.num_batches_tracked"));
            assertThat(second.floats("n.running_var")).isEqualTo(first.floats("n.running_var"));
        }
    }

    @Test
    void batchCountMayBeMissingOrOfNobody() {
        Path file = folder.resolve("weights.safetensors");
        new SafetensorsWriter()
                .floats("n.running_var", new int[] {1}, () -> new float[] {2})
                .integer("m.num_batches_tracked", 3)
                .write(file);
        CompiledParameter variance = parameter("n.running_var", 1);
        variance.batchesTracked(5);
        Safetensors.restore(file, List.of(variance));
        assertThat(variance.values()).containsExactly(2);
        assertThat(variance.batchesTracked()).isZero();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path golden(String name) throws IOException {
        try (var in = SafetensorsTest.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
            return RawFile.write(folder.resolve(name + ".safetensors"), in.readAllBytes());
        }
    }

    private static CompiledParameter parameter(String name, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        return new CompiledParameter(name, shape, true, Storage.flat(values), Initial.uniform(1));
    }
}
