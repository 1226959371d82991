package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Load;
import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Until the first prediction nothing makes classes at run time: the first lambda of a process costs as much as reading the
 * weights of a small network.
 */
class StartTest {
    @TempDir
    private Path folder;

    @Test
    void needsNoLambda() throws IOException, InterruptedException {
        Path file = folder.resolve("weights.safetensors");
        weightsFile(new W().all()).write(file);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartTest.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> loaded;
        try (BufferedReader out = process.inputReader()) {
            loaded = out.lines()
                    .filter(line -> line.contains(" dev.nervure."))
                    .map(line -> line.replaceFirst(".* (dev\\.nervure\\.\\S+).*", "$1"))
                    .toList();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(loaded)
                .contains("dev.nervure.runtime.kernel.matrix.PortableMatrix")
                .noneMatch(name -> name.contains("$$"));
    }

    /** Reads weights and computes with them, as a model does. */
    public static void main(String[] args) {
        W w = new W();
        weightsFile(w.all()).restore(Path.of(args[0]), Load.strict());
        float[] y = new float[40];
        w.matrix.multiply(new float[40], 0, 1, w.bias, Epilogue.RELU, y, 0);
        Elementwise.sigmoid(y, 0, y, 0, y.length);
    }

    private static final class W extends CompiledWeights {
        final Matrix matrix = Matrix.of(40, 40);
        final float[][] rows = new float[8][40];
        final float[] bias = new float[40];

        W() {
            parameter("0.weight", matrix, Initial.uniform(0.1f), 40, 40);
            parameter("0.bias", Storage.flat(bias), Initial.constant(0), 40);
            parameter("1.weight", Storage.inputMajor(rows), Initial.normal(0.1f), 40, 8);
        }
    }

    private static WeightsFile weightsFile(Iterable<CompiledParameter> parameters) {
        return new WeightsFile("Test", "", List.of(), parameters);
    }
}
