package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.generated.SplitMix;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    private static byte[] idx(int type, int[] shape, byte... elements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0);
        out.writeByte(type);
        out.writeByte(shape.length);
        for (int size : shape) {
            out.writeInt(size);
        }
        out.write(elements);
        return bytes.toByteArray();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(bytes);
        }
        return file;
    }

    @Test
    void imagesAndLabels() throws IOException {
        byte[] pixels = {0, 51, (byte) 255, 102, 1, 2, 3, 4};
        Path labels = write("labels", idx(8, new int[] {2}, (byte) 9, (byte) 200));
        for (String name : new String[] {"images", "images.gz"}) {
            Path images = write(name, idx(8, new int[] {2, 2, 2}, pixels));
            Idx idx = Idx.read(images);
            assertThat(idx).hasToString("unsigned byte[2, 2, 2]");
            assertThat(idx.shape()).containsExactly(2, 2, 2);
            assertThat(idx.floats(0)).containsExactly(0, 51, 255, 102);
            assertThat(idx.ints(1)).containsExactly(1, 2, 3, 4);
            Dataset data = Idx.dataset(images, labels);
            assertThat(data.size()).isEqualTo(2);
            assertThat(data.get(0).floats("input"))
                    .containsExactly(0, 51 * (1f / 255), 255 * (1f / 255), 102 * (1f / 255));
            assertThat(data.get(1).label()).isEqualTo(200);
        }
        assertThatThrownBy(() -> Idx.read(labels).ints(2)).hasMessage("there is no item 2 among 2");
    }

    @Test
    void everyType() throws IOException {
        assertThat(Idx.read(write("a", idx(9, new int[] {2}, (byte) -1, (byte) 5)))
                        .ints(0))
                .containsExactly(-1);
        assertThat(Idx.read(write("a", idx(0x0B, new int[] {1}, (byte) -1, (byte) -2)))
                        .ints(0))
                .containsExactly(-2);
        assertThat(Idx.read(write("a", idx(0x0C, new int[] {1}, (byte) 0, (byte) 1, (byte) 0, (byte) 2)))
                        .ints(0))
                .containsExactly(65538);
        assertThat(Idx.read(write("a", idx(0x0D, new int[] {1}, (byte) 0x3F, (byte) 0xC0, (byte) 0, (byte) 0)))
                        .floats(0))
                .containsExactly(1.5f);
        assertThat(Idx.read(write(
                                "a",
                                idx(
                                        0x0E,
                                        new int[] {1},
                                        (byte) 0xC0,
                                        (byte) 4,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0)))
                        .floats(0))
                .containsExactly(-2.5f);
    }

    @Test
    void filesThatAreNoArrays() throws IOException {
        byte[] good = idx(8, new int[] {2, 2}, new byte[4]);
        assertFile(() -> Idx.read(write("a", Arrays.copyOf(good, good.length - 1))), "is cut off");
        assertFile(() -> Idx.read(write("a", Arrays.copyOf(good, 6))), "is cut off");
        assertFile(() -> Idx.read(write("a", Arrays.copyOf(good, good.length + 1))), "goes on after its last element");
        assertFile(() -> Idx.read(write("a", "PNG!".getBytes())), "is no IDX file: it does not begin with two zeros");
        assertFile(() -> Idx.read(write("a", idx(7, new int[] {1}))), "has elements of the unknown type 7");
        assertFile(() -> Idx.read(write("a", idx(8, new int[0]))), "has 0 axes, and 1 to 8 can be read");
        assertFile(() -> Idx.read(write("a", idx(8, new int[] {3, 0}))), "axis 1 has a size of 0");
        assertFile(() -> Idx.read(write("a", idx(8, new int[] {-1}))), "axis 0 has a size of 4294967295");
        int most = Integer.MAX_VALUE;
        assertFile(
                () -> Idx.read(write("a", idx(0x0E, new int[] {most, most, most, most, most}))),
                "says that it holds [2147483647, 2147483647, 2147483647, 2147483647, 2147483647], which is more than ");
        assertFile(() -> Idx.read(folder.resolve("none")), "there is no such file");
        Files.write(folder.resolve("b.gz"), good);
        assertFile(() -> Idx.read(folder.resolve("b.gz")), "is not what gzip writes: Not in GZIP format");
        Path images = write("images", good);
        assertFile(
                () -> Idx.dataset(images, images),
                "holds unsigned byte[2, 2], and labels are integers, one for each image");
        Path labels = write("labels", idx(8, new int[] {3}, new byte[3]));
        assertFile(() -> Idx.dataset(images, labels), "holds unsigned byte[2, 2], for 3 labels");
    }

    /** Whatever bytes a file has, it is an array or a DataFileException, and takes no more memory than it is long. */
    @Test
    void damagedFiles() throws IOException {
        SplitMix random = new SplitMix(1);
        byte[] good = idx(8, new int[] {3, 2, 2}, new byte[12]);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(good);
        }
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            boolean zip = random.nextInt(2) == 0;
            byte[] bytes = zip ? packed.toByteArray() : good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextLong();
            }
            Path file = folder.resolve(zip ? "damaged.gz" : "damaged");
            Files.write(file, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                read += Idx.read(file).size() > 0 ? 1 : 0;
            } catch (DataFileException e) {
                assertThat(e.file()).isEqualTo(file);
            }
        }
        assertThat(read).isBetween(1, 1999);
    }

    private static void assertFile(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataFileException.class).hasMessageContaining(": " + message);
    }
}
