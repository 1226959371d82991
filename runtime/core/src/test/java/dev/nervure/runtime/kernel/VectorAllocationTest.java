package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.kernel.convolution.ConvolutionCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * {@link AllocationContract} in JVMs of their own, because what has run before decides what HotSpot inlines. So does when
 * its compilers get to run: where the machine is busy one JVM in thirty keeps the vectors of a recurrent cell as objects.
 * Of three JVMs one allocates nothing. On JDK 17 HotSpot's limit of nodes may fall within one loop, and then an LSTM's
 * vectors become objects in each.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VectorAllocationTest {
    private static final int JVMS = 3;
    private static final String NOTHING = "{}";
    private static final String CONVOLUTIONS = "convolutions";

    @Test
    void allocatesNothing() throws IOException, InterruptedException {
        assertOneAllocatesNothing("all");
    }

    @Test
    void convolutionsAllocateNothing() throws IOException, InterruptedException {
        assertOneAllocatesNothing(CONVOLUTIONS);
    }

    private static void assertOneAllocatesNothing(String which) throws IOException, InterruptedException {
        List<String> allocated = new ArrayList<>();
        while (allocated.size() < JVMS && !allocated.contains(NOTHING)) {
            allocated.add(inAnotherJvm(which));
        }
        assertThat(allocated)
                .as("bytes of %d calls in each JVM", AllocationContract.CALLS)
                .contains(NOTHING);
    }

    private static String inAnotherJvm(String which) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dnervure.provider=vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VectorAllocationTest.class.getName(),
                        which)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** Prints what allocates, of the convolutions or of all other kernels. */
    public static void main(String[] args) {
        System.out.println(AllocationContract.allocated(
                args[0].equals(CONVOLUTIONS) ? ConvolutionCalls.all() : AllocationContract.kernels()));
    }
}
