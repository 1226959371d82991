package dev.nervure.processor.onnx;

import static dev.nervure.processor.onnx.ProtoBytes.floats;
import static dev.nervure.processor.onnx.ProtoBytes.model;
import static dev.nervure.processor.onnx.ProtoBytes.node;
import static dev.nervure.processor.onnx.ProtoBytes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of ONNX, sound and hostile. */
class ModelReaderTest {
    private static final int DAMAGED_FILES = 20_000;

    private static ProtoBytes graph() {
        return new ProtoBytes()
                .message(1, node("Relu", "x", "h"))
                .message(1, node("Tanh", "h", "y"))
                .text(2, "net")
                .message(5, floats("w", new long[] {2, 3}, 1, 2, 3, 4, 5, 6))
                .message(11, value("x", 1, 3))
                .message(12, value("y", 1, 3));
    }

    private static OnnxModel read(ProtoBytes graph) {
        return ModelReader.read(model(graph), null);
    }

    private static void refused(ProtoBytes graph, String message) {
        assertThatThrownBy(() -> read(graph)).isInstanceOf(OnnxException.class).hasMessageContaining(message);
    }

    private static ProtoBytes tensor(ProtoBytes tensor) {
        return new ProtoBytes().message(5, tensor);
    }

    @Test
    void readsNodesValuesAndNumbers() {
        OnnxModel model = read(graph());
        assertThat(model.opset()).isEqualTo(17);
        assertThat(model.graph().name()).isEqualTo("net");
        assertThat(model.graph().nodes().stream().map(OnnxNode::operator)).containsExactly("Relu", "Tanh");
        assertThat(Objects.requireNonNull(model.graph().initializers().get("w")).numbers())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(model.graph().inputs().get(0).dims()).hasToString("[1, 3]");
    }

    @Test
    void twoPiecesOfAGraphAreOne() {
        byte[] piece = new ProtoBytes()
                .message(7, tensor(floats("v", new long[] {1}, 9)))
                .toBytes();
        byte[] first = model(graph());
        byte[] both = new byte[first.length + piece.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(piece, 0, both, first.length, piece.length);
        assertThat(ModelReader.read(both, null).graph().initializers()).containsOnlyKeys("w", "v");
    }

    @Test
    void packedAndSingleNumbersAreAlike() {
        ProtoBytes packed = new ProtoBytes()
                .bytes(1, new byte[] {2, 1})
                .integer(2, 7)
                .bytes(7, new byte[] {5, 6})
                .text(8, "i");
        OnnxModel model = read(tensor(packed));
        Literal literal = Objects.requireNonNull(model.graph().initializers().get("i"));
        assertThat(literal.dims()).containsExactly(2, 1);
        assertThat(literal.integers()).containsExactly(5, 6);
    }

    @Test
    void numbersOfAllForms() {
        assertThat(one(10, new byte[] {0, 0x3c, 0, (byte) 0xc0}).numbers()).containsExactly(1, -2);
        assertThat(one(16, new byte[] {(byte) 0x80, 0x3f, 0, (byte) 0xc0}).numbers())
                .containsExactly(1, -2);
        assertThat(one(2, new byte[] {1, (byte) 0xff}).integers()).containsExactly(1, 255);
        assertThat(one(3, new byte[] {1, (byte) 0xff}).integers()).containsExactly(1, -1);
        assertThat(one(9, new byte[] {0, 1}).integers()).containsExactly(0, 1);
        assertThat(one(6, new byte[] {1, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff})
                        .integers())
                .containsExactly(1, -1);
    }

    private static Literal one(int type, byte[] raw) {
        ProtoBytes tensor =
                new ProtoBytes().integer(1, 2).integer(2, type).bytes(9, raw).text(8, "t");
        return Objects.requireNonNull(
                read(tensor(tensor)).graph().initializers().get("t"));
    }

    @Test
    void sortsNodesThatComeTooEarly() {
        OnnxModel model = read(new ProtoBytes()
                .message(1, node("Tanh", "h", "y"))
                .message(1, node("Relu", "x", "h"))
                .message(11, value("x", 1)));
        assertThat(model.graph().nodes().stream().map(OnnxNode::operator)).containsExactly("Relu", "Tanh");
    }

    @Test
    void aLongChainInTheWrongOrderIsNoStackOverflow() {
        ProtoBytes graph = new ProtoBytes().message(11, value("v0", 1));
        for (int i = 20_000; i > 0; i--) {
            graph.message(1, node("Relu", "v" + (i - 1), "v" + i));
        }
        assertThat(read(graph).graph().nodes().get(0).inputs()).containsExactly("v0");
    }

    @Test
    void refusesCycles() {
        refused(
                new ProtoBytes().message(1, node("Relu", "b", "a")).message(1, node("Relu", "a", "b")),
                "cycle: node 'na'");
    }

    @Test
    void refusesNamesThatAreDefinedTwice() {
        refused(graph().message(1, node("Exp", "x", "h")), "two values are called 'h'");
        refused(graph().message(1, node("Exp", "x", "w")), "two values are called 'w'");
        refused(graph().message(5, floats("w", new long[] {1}, 1)), "two initializers are called 'w'");
    }

    @Test
    void refusesLengthsBeyondTheFile() {
        assertThatThrownBy(() -> ModelReader.read(
                        new ProtoBytes()
                                .claim(7, Integer.MAX_VALUE, new byte[10])
                                .toBytes(),
                        null))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("claims 2147483647 bytes, and 10 are left");
        assertThatThrownBy(() -> ModelReader.read(
                        new ProtoBytes().claim(7, -1, new byte[10]).toBytes(), null))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("claims 18446744073709551615 bytes");
    }

    @Test
    void refusesSizesThatOverflow() {
        refused(tensor(floats("t", new long[] {1L << 32, 1L << 32}, 1)), "more values than the largest array");
        refused(tensor(floats("t", new long[] {-1}, 1)), "a size is negative");
        refused(tensor(floats("t", new long[] {1_000_000_000}, 1)), "ask for 1000000000 numbers, and there are 1");
    }

    @Test
    void refusesGraphsThatAreNestedTooDeep() {
        ProtoBytes graph = new ProtoBytes();
        for (int i = 0; i < 200; i++) {
            ProtoBytes attribute = new ProtoBytes().text(1, "body").message(6, graph);
            graph = new ProtoBytes().message(1, new ProtoBytes().text(4, "If").message(5, attribute));
        }
        refused(graph, "nested more than 32 deep");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> ModelReader.read(new byte[0], null))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("is it ONNX?");
        assertThatThrownBy(() ->
                        ModelReader.read("PK not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8), null))
                .isInstanceOf(OnnxException.class);
    }

    @Test
    void readsExternalDataWithinTheFolderOnly(@TempDir Path folder) throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.write(model.resolve("w.bin"), new byte[] {9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        Files.write(folder.resolve("secret.bin"), new byte[100]);
        Literal weight = ModelReader.read(model(tensor(external("w.bin", "1", "8"))), model)
                .graph()
                .initializers()
                .get("e");
        assertThat(Objects.requireNonNull(weight).numbers()).containsExactly(1, 2);
        refusedExternal(model, external("../secret.bin", "0", "8"), "outside of the folder");
        refusedExternal(model, external(folder.resolve("secret.bin").toString(), "0", "8"), "outside of the folder");
        refusedExternal(model, external("w.bin", "4", "8"), "has 9 bytes; 8 from 4 on are not in it");
        refusedExternal(model, external("w.bin", "-1", "8"), "are not in it");
        refusedExternal(model, external("w.bin", "0", "4"), "ask for 8 bytes");
        refusedExternal(model, external("w.bin", "zero", "8"), "not a number");
        refusedExternal(model, external("missing.bin", "0", "8"), "cannot be read");
        Files.createSymbolicLink(model.resolve("link.bin"), folder.resolve("secret.bin"));
        refusedExternal(model, external("link.bin", "0", "8"), "outside of the folder");
    }

    private static ProtoBytes external(String location, String offset, String length) {
        return new ProtoBytes()
                .integer(1, 2)
                .integer(2, 1)
                .text(8, "e")
                .integer(14, 1)
                .message(13, entry("location", location))
                .message(13, entry("offset", offset))
                .message(13, entry("length", length));
    }

    private static ProtoBytes entry(String key, String value) {
        return new ProtoBytes().text(1, key).text(2, value);
    }

    private static void refusedExternal(Path folder, ProtoBytes tensor, String message) {
        assertThatThrownBy(() -> ModelReader.read(model(tensor(tensor)), folder))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(message);
    }

    /** Whatever is damaged: a model or one exception, never another one, and not for long. */
    @Test
    void damagedFilesGiveOneException() {
        byte[] sound = model(graph().message(5, floats("big", new long[] {4, 8}, new float[32])));
        Random random = new Random(7);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < DAMAGED_FILES; i++) {
            byte[] damaged = random.nextInt(4) == 0
                    ? java.util.Arrays.copyOf(sound, random.nextInt(sound.length))
                    : sound.clone();
            for (int k = random.nextInt(6); k >= 0 && damaged.length > 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ModelReader.read(damaged, null);
            } catch (OnnxException e) {
                messages.add(e.getMessage());
            }
        }
        // A test that only ever meets one kind of damage would prove little.
        assertThat(messages.stream().map(m -> m.replaceAll("[0-9]+|'.*'", "")).collect(Collectors.toSet()))
                .hasSizeGreaterThan(10);
    }
}
