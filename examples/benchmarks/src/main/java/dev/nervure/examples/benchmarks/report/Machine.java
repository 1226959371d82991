package dev.nervure.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What it was measured on.
 *
 * @param processor its model, or its architecture where the system does not say
 * @param cores that this process may use
 * @param system its name
 * @param pyTorch the version of PyTorch from Python, where there is one
 */
public record Machine(String processor, int cores, String system, Optional<String> pyTorch) {
    public static Machine here(Optional<String> pyTorch) {
        return new Machine(model(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), pyTorch);
    }

    private static String model() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux
        }
    }

    @Override
    public String toString() {
        return processor + ", " + cores + (cores == 1 ? " core, " : " cores, ") + system;
    }
}
