package dev.nervure.processor.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** {@code docs/coverage.md}. */
final class CoveragePage {
    private static final String HEAD = """
            # Coverage

            What every layer and every op is compared with. This page is written by `CoverageTest`, which fails if something
            has no check, if an error is larger than allowed, or if the page does not tell of it
            (`-Dnervure.updateGolden=true` writes the page anew).

            - **forward**: each tensor of random networks that hold the layer, beside a slow double-precision reference; one
              sample at a time, as a batch, and in all layouts of parameters. Allowed is 1e-5 of the tensor's largest value + 1e-6.
            - **gradient**: the gradients of what the layer reads, tensors and parameters, beside central differences of the
              reference. Allowed is 1e-4 of the largest + 1e-5, and 1e-6 of the largest gradient in the network.
            - **PyTorch**: PyTorch's own figures for networks with the layer, outputs, losses and all gradients. Allowed is
              1e-5 of each value + 1e-6 forward, 1e-4 + 1e-5 for gradients.

            Errors are the largest seen, as shares of what is allowed: 1 would fail. They differ by a few roundings between JDKs
            and providers. A dash under forward means that an op only serves gradients; under gradient, that there is none.
            What these networks cannot show has tests of its own: training passes (batch statistics, dropout), samples of
            different length, threads, allocation.
            """;

    private static final Pattern ERROR = Pattern.compile("\\b\\d\\.\\d{3}\\b");

    private CoveragePage() {}

    static String of(Coverage coverage) {
        List<String> lines = new ArrayList<>();
        table("Layers", "layer", coverage.layers(), lines);
        table("Ops", "op", coverage.ops(), lines);
        table("Fusions", "fusion", coverage.fusions(), lines);
        return HEAD + String.join("\n", lines) + "\n";
    }

    /** Fails unless the page has what there is to tell: the same rows, and errors of the same size. */
    static void requireToldBy(String page, String current) {
        assertThat(ERROR.matcher(page).replaceAll("…"))
                .as("docs/coverage.md; -Dnervure.updateGolden=true writes it anew")
                .isEqualTo(ERROR.matcher(current).replaceAll("…"));
        List<Double> told = errors(page);
        List<Double> seen = errors(current);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i))
                    .as("error %d of docs/coverage.md: -Dnervure.updateGolden=true, if it may be so large", i)
                    .isLessThanOrEqualTo(2 * told.get(i) + 0.05);
        }
    }

    private static List<Double> errors(String page) {
        return ERROR.matcher(page)
                .results()
                .map(found -> Double.valueOf(found.group()))
                .toList();
    }

    private static void table(String title, String of, Collection<Row> rows, List<String> lines) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        lines.add("| " + of + " | networks | forward | gradient | PyTorch cases | PyTorch |");
        lines.add("|---|---|---|---|---|---|");
        rows.forEach(row -> lines.add(row.toString()));
    }
}
