package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Mutations;
import dev.nervure.runtime.RawFile;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.kernel.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files, streams and buffers: a read succeeds or throws {@link WeightsFileException}, a failed one changes nothing,
 * and neither takes more memory than the file has and the reader's own buffers.
 */
class WeightsFileFuzzTest {
    /** The buffers, some times the file for the header's text and tree, and classes that the first calls load. */
    private static final long MOST_ALLOCATED = 512 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private int succeeded;
    private int failed;

    @Test
    void d1_damagedFiles() {
        damaged(5_000, 1);
        assertThat(failed).isGreaterThan(2_500);
        assertThat(succeeded).isGreaterThan(100); // bits of weights, and digits that are as before
    }

    @Test
    @Tag("exhaustive")
    void d1_damagedFilesForLong() {
        damaged(100_000, 2);
    }

    private void damaged(int count, long seed) {
        ByteArrayOutputStream valid = new ByteArrayOutputStream();
        weightsFile(parameters(2)).write(valid);
        Mutations mutations = new Mutations(valid.toByteArray(), seed);
        for (int i = 0; i < count; i++) {
            check(mutations.next(), i);
        }
    }

    @Test
    void d1_anything() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 8 && random.nextBoolean()) {
                ByteBuffer.wrap(bytes).putLong(Long.reverseBytes(random.nextInt(bytes.length)));
            }
            check(bytes, i);
        }
    }

    private void check(byte[] bytes, int i) {
        List<CompiledParameter> parameters = parameters(1);
        WeightsFile weights = weightsFile(parameters);
        WeightsFileException failure = null;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            switch (i % 3) {
                case 0 -> weights.restore(ByteBuffer.wrap(bytes), Load.strict());
                case 1 -> weights.restore(new ByteArrayInputStream(bytes), Load.strict());
                default -> weights.restore(RawFile.write(folder.resolve("damaged"), bytes), Load.partial());
            }
        } catch (WeightsFileException e) {
            failure = e;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
        if (failure == null) {
            succeeded++;
            return;
        }
        failed++;
        assertThat(failure.getMessage().length()).isLessThan(2_000);
        for (CompiledParameter parameter : parameters) {
            assertThat(parameter.values()).containsOnly(1);
            assertThat(parameter.batchesTracked()).isZero();
        }
    }

    private static List<CompiledParameter> parameters(float value) {
        List<CompiledParameter> parameters = List.of(
                parameter("a.weight", value, 2, 3),
                parameter("a.bias", value, 2),
                parameter("n.running_var", value, 2));
        parameters.forEach(parameter -> parameter.initialize(0));
        return parameters;
    }

    private static CompiledParameter parameter(String name, float value, int... shape) {
        return new CompiledParameter(
                name, shape, true, Storage.flat(new float[shape.length == 2 ? 6 : 2]), Initial.constant(value));
    }

    private static WeightsFile weightsFile(Iterable<CompiledParameter> parameters) {
        return new WeightsFile("Test", "0123456789abcdef", List.of(), parameters);
    }
}
