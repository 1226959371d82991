package dev.nervure.processor.onnx.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.fold.Folding;
import dev.nervure.processor.onnx.operators.Operators;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Files of one node each, at least one for every operator, and in variations that the official cases have few of: places
 * through several axes, windows of any margins, images of other sizes, cells in both directions. {@code
 * src/test/python/make_onnx_cases.py} makes them and says where the expected values come from.
 */
class OwnCasesTest {
    private static final Path PAGE = Path.of("../docs/onnx.md");

    /** Operators whose derivatives this test must have compared; a case that is none would take one away in silence. */
    private static final int LEAST_DERIVATIVES = 95;

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OwnCasesTest.class.getResource("/onnx-cases"))
                .toURI());
    }

    @Test
    void allPass() throws IOException, URISyntaxException {
        List<SuiteResult> results = SuiteRun.of(folder());
        assertThat(results).hasSizeGreaterThan(245);
        assertThat(results.stream()
                        .filter(result -> !result.passed())
                        .map(result -> result.name() + ": " + result.reason()))
                .isEmpty();
    }

    /** Derivatives equal central differences, every operator has a case, and the page says so. */
    @Test
    void thePageTellsOfEveryOperator() throws IOException, URISyntaxException {
        Map<String, String> derivatives = SuiteRun.derivatives(folder());
        assertThat(derivatives)
                .allSatisfy((operator, text) -> assertThat(text).as(operator).matches("|none"));
        assertThat(derivatives.values().stream().filter(String::isEmpty)).hasSizeGreaterThan(LEAST_DERIVATIVES);
        Set<String> operators = new TreeSet<>(Operators.names());
        operators.addAll(Folding.names());
        Map<String, Long> cases = cases();
        assertThat(cases.keySet()).containsAll(operators);
        String page = Files.readString(PAGE);
        String updated = OperatorPage.with(page, operators, versions(), cases, derivatives);
        if (Boolean.getBoolean("nervure.updateGolden")) {
            Files.writeString(PAGE, updated);
        } else {
            assertThat(page).as("run with -Dnervure.updateGolden=true").isEqualTo(updated);
        }
    }

    private static Map<String, Long> cases() throws IOException, URISyntaxException {
        Map<String, Long> cases = new TreeMap<>();
        for (Path folder : SuiteCase.folders(folder())) {
            ModelReader.read(folder.resolve("model.onnx")).graph().nodes().stream()
                    .map(OnnxNode::kind)
                    .distinct()
                    .forEach(kind -> cases.merge(kind, 1L, Long::sum));
        }
        return cases;
    }

    private static Map<String, String> versions() throws IOException, URISyntaxException {
        return Files.readAllLines(folder().resolve("versions.txt")).stream()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(' ')), line -> line.substring(line.indexOf(' ') + 1)));
    }
}
