package dev.nervure.processor.onnx.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Cases in the official layout, where they stand: {@code -Donnx.suite=<folder>}. The results of the official ones are in {@code
 * docs/onnx.md}; {@code -Dnervure.updateGolden=true} writes them.
 */
class OnnxSuiteTest {
    private static final Path PAGE = Path.of("../docs/onnx.md");

    /** Fewer cases are not the official ones, and no page is about them. */
    private static final int OFFICIAL = 500;

    /** The share of any other cases that must pass. */
    private static final double LEAST = 0.90;

    @Test
    @EnabledIfSystemProperty(
            named = "onnx.suite",
            matches = ".+",
            disabledReason = "-Donnx.suite names no folder of cases")
    void officialCases() throws IOException {
        List<SuiteResult> results = SuiteRun.of(Path.of(System.getProperty("onnx.suite")));
        List<String> failed = results.stream()
                .filter(result -> !result.passed())
                .map(result -> result.name() + ": " + result.reason())
                .toList();
        assertThat(failed).as("of %s cases", results.size()).hasSizeLessThan((int) (results.size() * (1 - LEAST)) + 1);
        if (results.size() >= OFFICIAL) {
            String page = Files.readString(PAGE);
            String updated = SuitePage.with(page, results);
            if (Boolean.getBoolean("nervure.updateGolden")) {
                Files.writeString(PAGE, updated);
            } else {
                assertThat(page).as("run with -Dnervure.updateGolden=true").isEqualTo(updated);
            }
        }
    }
}
