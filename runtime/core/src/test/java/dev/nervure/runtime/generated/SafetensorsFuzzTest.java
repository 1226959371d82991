package dev.nervure.runtime.generated;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.RawFile;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.kernel.Storage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files: restoring either succeeds or throws WeightsFileException, and allocates by the file's size at most. */
class SafetensorsFuzzTest {
    private static final byte[] VALID = RawFile.bytes(
            "{\"__metadata__\":{\"format\":\"pt\"}," + tensor("a.weight", "F32", "[2,3]", 0, 24) + ","
                    + tensor("a.bias", "F32", "[2]", 24, 32) + "}",
            32);
    private static final byte[] JSON = "{}[]\":,\\0129-eu ".getBytes(StandardCharsets.US_ASCII);

    /** The reader's buffer, and some times the file for the header's bytes, text and tree. */
    private static final long MOST_ALLOCATED = 256 * 1024;

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("damaged"));
        Files.delete(folder);
    }

    @Property(tries = 3000)
    void bytesReplaced(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 20) Integer> places, @ForAll byte value) {
        byte[] bytes = VALID.clone();
        for (int place : places) {
            bytes[place % bytes.length] = value;
        }
        check(bytes);
    }

    @Property(tries = 3000)
    void charactersOfJsonReplaced(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll @IntRange(max = 14) int c) {
        byte[] bytes = VALID.clone();
        for (int place : places) {
            bytes[8 + place % (bytes.length - 40)] = JSON[c];
        }
        check(bytes);
    }

    @Property(tries = 500)
    void cutOrExtended(@ForAll @IntRange(max = 400) int length) {
        check(Arrays.copyOf(VALID, length));
    }

    @Property(tries = 1000)
    void pieceRepeated(@ForAll @IntRange(min = 8, max = 200) int from, @ForAll @IntRange(max = 60) int count) {
        int begin = Math.min(from, VALID.length);
        int end = Math.min(begin + count, VALID.length);
        byte[] bytes = new byte[VALID.length + end - begin];
        System.arraycopy(VALID, 0, bytes, 0, end);
        System.arraycopy(VALID, begin, bytes, end, VALID.length - begin);
        bytes[0] += (byte) (end - begin); // the header's length
        check(bytes);
    }

    @Property(tries = 1000)
    void anything(@ForAll byte[] bytes) {
        check(bytes);
    }

    private static void check(byte[] bytes) {
        Path file = RawFile.write(folder.resolve("damaged"), bytes);
        List<CompiledParameter> parameters = List.of(parameter("a.weight", 2, 3), parameter("a.bias", 2));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Safetensors.restore(file, parameters);
        } catch (WeightsFileException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
            assertThat(parameters.get(0).values()).containsOnly(1);
            assertThat(parameters.get(1).values()).containsOnly(1);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
    }

    private static CompiledParameter parameter(String name, int... shape) {
        CompiledParameter parameter = new CompiledParameter(
                name, shape, true, Storage.flat(new float[shape.length == 2 ? 6 : 2]), Initial.constant(1));
        parameter.initialize(0);
        return parameter;
    }
}
