package dev.nervure.runtime.generated;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.RawFile;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.kernel.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

class WeightsFileTest {
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
        weightsFile(List.of(written)).write(file);
        CompiledParameter read = parameter("odd.weight", 3, 3);
        weightsFile(List.of(read)).restore(file, Load.strict());
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
        weightsFile(List.of(written, rows)).write(file);
        CompiledParameter table = parameter("table.weight", 50, 777);
        CompiledParameter flat = parameter("rows.weight", 777, 50);
        weightsFile(List.of(flat, table)).restore(file, Load.strict());
        assertThat(table.values()).isEqualTo(written.values());
        assertThat(flat.values()).isEqualTo(rows.values());
    }

    /** Byte for byte what the format's own library reads; checked by hand with safetensors 0.8.0 for Python. */
    @Test
    void bytesOfAFile() throws IOException {
        CompiledParameter parameter = parameter("a.\"b\".weight", 1, 2);
        parameter.set(new float[] {1, -2});
        Path file = folder.resolve("weights.safetensors");
        weightsFile(List.of(parameter)).write(file);
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
            weightsFile(List.of(parameter)).write(file);
        }
        CompiledParameter read = parameter("a", 1);
        weightsFile(List.of(read)).restore(file, Load.strict());
        assertThat(read.values()).containsExactly(2);
        assertThat(files()).containsExactly("weights.safetensors");
    }

    @Test
    void savingToNowhere() {
        Path file = folder.resolve("absent").resolve("weights.safetensors");
        assertThatThrownBy(() -> weightsFile(List.of(parameter("a", 1))).write(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith(file + ": cannot be written: ")
                .hasMessageContaining("there is no folder");
    }

    @Test
    void savingToTheRoot() {
        Path root = folder.getRoot();
        assertThatThrownBy(() -> weightsFile(List.of(parameter("a", 1))).write(root))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("it is the root of a file system");
    }

    @Test
    void savingOntoAFolderLeavesNothing() throws IOException {
        Path file = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(file.resolve("occupant"));
        assertThatThrownBy(() -> weightsFile(List.of(parameter("a", 1))).write(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageStartingWith(file + ": cannot be written: ");
        assertThat(files()).containsExactly("taken");
    }

    @Test
    void theSameNameTwice() {
        SafetensorsWriter writer = new SafetensorsWriter().longs("a", new int[0], 1);
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
                + "," + tensor("b.weight", "I16", "[4]", 32, 40) + "," + tensor("fits", "F32", "[1]", 40, 44) + "}";
        Path file = RawFile.write(folder.resolve("other.safetensors"), RawFile.bytes(header, 44));
        List<CompiledParameter> parameters = List.of(
                parameter("fits", 1), parameter("a.weight", 3, 2), parameter("a.bias", 2), parameter("b.weight", 4));
        parameters.forEach(parameter -> parameter.initialize(7));
        List<float[]> before =
                parameters.stream().map(CompiledParameter::values).toList();
        assertThatThrownBy(() -> weightsFile(parameters).restore(file, Load.strict()))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(file + ": does not fit the model, whose weights stay as they are:\n"
                        + "  wrong shape: a.weight, expected [3, 2], found [2, 3]\n"
                        + "  wrong dtype: b.weight, expected F32, F16, BF16 or F64, found I16\n"
                        + "  missing: a.bias [2]\n"
                        + "  surplus: a.bais");
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
        weightsFile(parameters.values()).restore(golden("dense_nobias"), Load.strict());
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
                    .longs("n.num_batches_tracked", new int[0], pytorch.longs("state.n.num_batches_tracked")[0] + 3)
                    .write(file);
        }
        List<CompiledParameter> parameters = List.of(parameter("n.running_mean", 6), parameter("n.running_var", 6));
        weightsFile(parameters).restore(file, Load.strict());
        Path again = folder.resolve("again.safetensors");
        weightsFile(parameters).write(again);
        try (SafetensorsReader first = SafetensorsReader.open(file);
                SafetensorsReader second = SafetensorsReader.open(again)) {
            assertThat(second.longs("n.num_batches_tracked")).isEqualTo(first.longs("n.num_batches_tracked"));
            assertThat(second.floats("n.running_var")).isEqualTo(first.floats("n.running_var"));
        }
    }

    @Test
    void batchCountMayBeMissingOrOfNobody() {
        Path file = folder.resolve("weights.safetensors");
        new SafetensorsWriter()
                .floats("n.running_var", new int[] {1}, () -> new float[] {2})
                .longs("m.num_batches_tracked", new int[0], 3)
                .write(file);
        CompiledParameter variance = parameter("n.running_var", 1);
        variance.batchesTracked(5);
        weightsFile(List.of(variance)).restore(file, Load.strict());
        assertThat(variance.values()).containsExactly(2);
        assertThat(variance.batchesTracked()).isZero();
    }

    /** What PyTorch computed, in the types that it saves: 16-bit values exactly, 64-bit ones as the nearest floats. */
    @Test
    void d6_otherFloatTypesAreConverted() {
        ByteBuffer data = ByteBuffer.allocate(2 * 2 + 2 * 2 + 2 * 8).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(1 + 0x1p-24).putDouble(1e-50);
        data.putShort((short) 0x3C01).putShort((short) 0xFBFF); // 1 + 2⁻¹⁰, −65504
        data.putShort((short) 0x3F81).putShort((short) 0xFF80); // 1 + 2⁻⁷, −∞
        String header = "{" + tensor("d", "F64", "[2]", 0, 16) + "," + tensor("h", "F16", "[2]", 16, 20) + ","
                + tensor("b", "BF16", "[2]", 20, 24) + "}";
        byte[] bytes = RawFile.bytes(header, 24);
        System.arraycopy(data.array(), 0, bytes, bytes.length - 24, 24);
        List<CompiledParameter> parameters = List.of(parameter("b", 2), parameter("d", 2), parameter("h", 2));
        weightsFile(parameters).restore(ByteBuffer.wrap(bytes), Load.strict());
        assertThat(parameters.get(0).values()).containsExactly(1 + 0x1p-7f, Float.NEGATIVE_INFINITY);
        assertThat(parameters.get(1).values()).containsExactly(1, 0);
        assertThat(parameters.get(2).values()).containsExactly(1 + 0x1p-10f, -65504);
    }

    @Test
    void d6_partialLeavesTheOthersAsTheyAre() throws IOException {
        CompiledParameter a = parameter("encoder.a", 1);
        a.set(new float[] {5});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weightsFile(List.of(a, parameter("encoder.b", 3))).write(out);
        CompiledParameter own = parameter("a", 1);
        CompiledParameter other = parameter("c", 1);
        other.set(new float[] {7});
        Load.Match match = weightsFile(List.of(own, other))
                .restore(ByteBuffer.wrap(out.toByteArray()), Load.partial().withoutPrefix("encoder."));
        assertThat(own.values()).containsExactly(5);
        assertThat(other.values()).containsExactly(7);
        assertThat(match.names()).isEqualTo(Map.of("a", "encoder.a"));
        assertThat(match.missing()).containsExactly("c");
        assertThat(match.surplus()).containsExactly("encoder.b");
    }

    @Test
    void d6_renamedCountsOfBatches() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompiledParameter written = parameter("bn.running_var", 1);
        written.batchesTracked(12);
        weightsFile(List.of(written)).write(out);
        CompiledParameter read = parameter("norm.running_var", 1);
        weightsFile(List.of(read))
                .restore(
                        new ByteArrayInputStream(out.toByteArray()),
                        Load.strict().renamed(name -> name.replace("bn.", "norm.")));
        assertThat(read.batchesTracked()).isEqualTo(12);
    }

    /** Parameters of the same names and shapes, of networks that compute different things. */
    @Test
    void d6_theFileOfAnotherNetwork() throws IOException {
        Path file = folder.resolve("relu.safetensors");
        CompiledParameter parameter = parameter("a", 1);
        parameter.set(new float[] {1});
        new WeightsFile("Relu", "0123", List.of(), List.of(parameter)).write(file);
        new WeightsFile("Relu", "0123", List.of(), List.of(parameter)).restore(file, Load.strict());

        CompiledParameter own = parameter("a", 1);
        WeightsFile tanh = new WeightsFile("Tanh", "4567", List.of(), List.of(own));
        assertThatThrownBy(() -> tanh.restore(file, Load.strict()))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(
                        file + ": was saved by a network that computes something else than Tanh: the parameters fit,"
                                + " but layers differ in kind, order or attributes. If that is meant, load it with"
                                + " Load.strict().ofAnyNetwork()");
        assertThat(own.values()).containsExactly(0);
        tanh.restore(file, Load.strict().ofAnyNetwork());
        assertThat(own.values()).containsExactly(1);
        tanh.restore(file, Load.partial());
        tanh.restore(file, Load.strict().renamed(name -> name));

        Path foreign = folder.resolve("foreign.safetensors");
        weightsFile(List.of(parameter)).write(foreign); // no hash, as PyTorch's
        tanh.restore(foreign, Load.strict());
    }

    @Test
    void wrongCountOfBatches() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafetensorsWriter()
                .floats("n.running_var", new int[] {1}, () -> new float[] {2})
                .longs("n.num_batches_tracked", new int[] {2}, 1, 2)
                .write(out);
        CompiledParameter variance = parameter("n.running_var", 1);
        assertThatThrownBy(
                        () -> weightsFile(List.of(variance)).restore(ByteBuffer.wrap(out.toByteArray()), Load.strict()))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("tensor 'n.num_batches_tracked' is not one count of batches");
        assertThat(variance.values()).containsExactly(0);
    }

    /** What a read takes follows from the model, not from what the file claims. */
    @Test
    void d2_memoryFollowsFromTheModel() {
        byte[] blanks = new byte[60_000_000];
        Arrays.fill(blanks, (byte) ' ');
        Path file = RawFile.write(folder.resolve("blanks"), RawFile.bytes(blanks.length, blanks, 0));
        StringBuilder empty = new StringBuilder("{");
        for (int i = 0; i < 60_000; i++) {
            empty.append(i == 0 ? "" : ",").append(tensor("t" + i, "F32", "[0]", 0, 0));
        }
        Path many = RawFile.write(
                folder.resolve("many"), RawFile.bytes(empty.append('}').toString(), 0));
        List<CompiledParameter> parameters = List.of(parameter("a", 1));
        for (Load load : List.of(Load.strict(), Load.partial())) {
            long before = allocated();
            assertThatThrownBy(() -> weightsFile(parameters).restore(file, load))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessageContaining("the header's length is 60000000, more than");
            assertThatThrownBy(() -> weightsFile(parameters).restore(many, load))
                    .isInstanceOf(WeightsFileException.class)
                    .hasMessageContaining("the header has more than 4004 tensors");
            assertThat(allocated() - before).isLessThan(10_000_000);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path golden(String name) throws IOException {
        try (var in = WeightsFileTest.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
            return RawFile.write(folder.resolve(name + ".safetensors"), in.readAllBytes());
        }
    }

    private static CompiledParameter parameter(String name, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        return new CompiledParameter(name, shape, true, Storage.flat(values), Initial.uniform(1));
    }

    private static WeightsFile weightsFile(Iterable<CompiledParameter> parameters) {
        return new WeightsFile("Test", "", List.of(), parameters);
    }
}
