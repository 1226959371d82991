package dev.nervure.processor.onnx.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables of {@code docs/onnx.md}: the official cases by operator, and those that fail. */
final class SuitePage {
    private static final String BEGIN = "<!-- cases: begin, written by OnnxSuiteTest -->\n";
    private static final String END = "<!-- cases: end -->\n";

    private SuitePage() {}

    /** The page with these results in the place of those that it has. */
    static String with(String page, List<SuiteResult> results) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException("the page has no place for the cases");
        }
        return page.substring(0, begin) + tables(results) + page.substring(end);
    }

    private static String tables(List<SuiteResult> results) {
        List<String> lines = new ArrayList<>();
        long passed = results.stream().filter(SuiteResult::passed).count();
        long bound =
                results.stream().filter(result -> !result.bound().isEmpty()).count();
        long folded = results.stream()
                .filter(result -> result.passed() && result.folded())
                .count();
        lines.add(String.format(
                Locale.ROOT,
                "**%d of %d cases pass (%.1f %%).** In %d of all cases an input had to be known at compile time; of those that pass, "
                        + "%d are computed then as a whole.",
                passed,
                results.size(),
                100.0 * passed / results.size(),
                bound,
                folded));
        lines.add("");
        lines.add("| operator | passed | of | largest error, ULPs | known at compile time |");
        lines.add("|---|---|---|---|---|");
        Map<String, List<SuiteResult>> families =
                results.stream().collect(Collectors.groupingBy(SuiteResult::family, TreeMap::new, Collectors.toList()));
        families.forEach((family, cases) -> {
            TreeSet<String> names = new TreeSet<>();
            cases.forEach(result -> names.addAll(result.bound()));
            double ulps = cases.stream().mapToDouble(SuiteResult::ulps).max().orElse(0);
            lines.add("| " + family + " | "
                    + cases.stream().filter(SuiteResult::passed).count() + " | " + cases.size() + " | "
                    + magnitude(ulps) + " | " + String.join(", ", names) + " |");
        });
        lines.add("");
        lines.add("| case that fails | reason |");
        lines.add("|---|---|");
        for (SuiteResult result : results) {
            if (!result.passed()) {
                lines.add("| " + result.name() + " | "
                        + result.reason().replace("|", "\\|").replaceAll(" is [-0-9.E]+, not .*", " differs") + " |");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** A bound that does not change with the JDK: exact, or the next power of ten. */
    private static String magnitude(double ulps) {
        if (ulps == 0) {
            return "0";
        }
        double bound = 1;
        while (bound < ulps) {
            bound *= 10;
        }
        return String.format(Locale.ROOT, "under %.0f", bound);
    }
}
