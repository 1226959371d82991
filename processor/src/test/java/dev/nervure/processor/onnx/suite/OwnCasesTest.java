package dev.nervure.processor.onnx.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Files of one node each, in variations that the official cases have few of: places through several axes, windows of any
 * margins, cells in both directions. {@code src/test/python/make_onnx_cases.py} makes them and says where the expected values
 * come from.
 */
class OwnCasesTest {
    @Test
    void allPass() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(OwnCasesTest.class.getResource("/onnx-cases"))
                .toURI());
        List<SuiteResult> results = SuiteRun.of(folder);
        assertThat(results).hasSizeGreaterThan(60);
        assertThat(results.stream()
                        .filter(result -> !result.passed())
                        .map(result -> result.name() + ": " + result.reason()))
                .isEmpty();
    }
}
