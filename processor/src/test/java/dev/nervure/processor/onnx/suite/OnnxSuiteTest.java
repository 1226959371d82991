package dev.nervure.processor.onnx.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The official cases of ONNX, where they stand: {@code -Donnx.suite=<folder>}. */
class OnnxSuiteTest {
    /** The share of the cases that pass; those that fail have their reasons. */
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
    }
}
