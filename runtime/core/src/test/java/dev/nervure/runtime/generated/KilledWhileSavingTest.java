package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Load;
import dev.nervure.runtime.kernel.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while it saves leaves the old file or the new one. */
class KilledWhileSavingTest {
    private static final int TENSORS = 40;
    private static final int VALUES = 20_000;

    @TempDir
    private Path folder;

    @RepeatedTest(6)
    void leavesAFileThatLoads(RepetitionInfo repetition) throws IOException, InterruptedException {
        Path file = folder.resolve("weights.safetensors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWhileSavingTest.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("saved once");
            Thread.sleep(1 + 29L * (repetition.getCurrentRepetition() - 1)); // at another moment each time
        } finally {
            process.destroyForcibly().waitFor();
        }
        List<CompiledParameter> parameters = parameters();
        weightsFile(parameters).restore(file, Load.strict());
        float version = parameters.get(0).values()[0];
        assertThat(version).isPositive();
        for (CompiledParameter parameter : parameters) {
            assertThat(parameter.values()).containsOnly(version);
        }
    }

    /** Saves for ever, each time other values. */
    public static void main(String[] args) {
        List<CompiledParameter> parameters = parameters();
        float[] values = new float[VALUES];
        for (int version = 1; ; version++) {
            Arrays.fill(values, version);
            parameters.forEach(parameter -> parameter.set(values));
            weightsFile(parameters).write(Path.of(args[0]));
            if (version == 1) {
                System.out.println("saved once");
            }
        }
    }

    private static List<CompiledParameter> parameters() {
        List<CompiledParameter> parameters = new ArrayList<>();
        for (int i = 0; i < TENSORS; i++) {
            parameters.add(new CompiledParameter(
                    "layer" + i, new int[] {VALUES}, true, Storage.flat(new float[VALUES]), Initial.constant(0)));
        }
        return parameters;
    }

    private static WeightsFile weightsFile(Iterable<CompiledParameter> parameters) {
        return new WeightsFile("Test", "", List.of(), parameters);
    }
}
