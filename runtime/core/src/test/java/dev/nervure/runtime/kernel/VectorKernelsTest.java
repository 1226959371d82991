package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class VectorKernelsTest {
    @Test
    void runsVectors() {
        assertThat(Kernels.name()).isEqualTo("vector, " + Lanes.FLOATS.vectorBitSize() + " bits");
        Kernels.Choice choice = Kernels.choose("vector", true, false);
        assertThat(choice.vectors()).isTrue();
        assertThat(choice.message()).startsWith("kernels: vector, ").endsWith(" bits");
    }

    @Test
    void failsWhereTheWidthIsNone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dnervure.vectorBits=100",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VectorKernelsTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out)
                .matches("nervure\\.vectorBits=100: expected 128, 256 or 512; "
                        + "without it, this processor's widest is taken, \\d+");
    }

    /** Prints why no kernel runs. */
    public static void main(String[] args) {
        try {
            Matrix.of(1, 1);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
