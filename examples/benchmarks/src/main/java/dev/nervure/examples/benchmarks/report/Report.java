package dev.nervure.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code benchmarks.md} and {@code benchmarks.svg}. */
public final class Report {
    private Report() {}

    /** The page has the figures of all JDKs, the plot those of the newest. */
    public static void write(Results results, Machine machine, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("benchmarks.md"), Page.of(results, machine));
        if (!results.jdks().isEmpty()) {
            Files.writeString(
                    folder.resolve("benchmarks.svg"),
                    Plot.of(results, results.jdks().get(0)));
        }
    }
}
