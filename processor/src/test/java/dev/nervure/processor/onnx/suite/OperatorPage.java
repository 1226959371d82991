package dev.nervure.processor.onnx.suite;

import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.fold.Folding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table of operators in {@code docs/onnx.md}. */
final class OperatorPage {
    private static final String BEGIN = "<!-- operators: begin, written by OwnCasesTest -->\n";
    private static final String END = "<!-- operators: end -->\n";

    private OperatorPage() {}

    /**
     * The page with this table in the place of the one that it has.
     *
     * @param operators all that are read
     * @param versions the versions of each one's definition
     * @param cases how many of our own cases have it
     * @param derivatives what its derivative differs from central differences: nothing if empty, {@code "none"} if it has none
     */
    static String with(
            String page,
            Collection<String> operators,
            Map<String, String> versions,
            Map<String, Long> cases,
            Map<String, String> derivatives) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException("the page has no place for the operators");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "| operator | versions of its definition | our cases | computed at once, if all is known | derivative |");
        lines.add("|---|---|---|---|---|");
        for (String operator : operators) {
            String derivative = derivatives.get(operator);
            lines.add("| " + operator + " | " + versions.getOrDefault(operator, "") + " | "
                    + cases.getOrDefault(operator, 0L)
                    + " | " + (atOnce(operator) ? "yes" : "") + " | "
                    + (derivative == null ? "" : derivative.isEmpty() ? "yes" : derivative) + " |");
        }
        return page.substring(0, begin) + String.join("\n", lines) + "\n" + page.substring(end);
    }

    private static boolean atOnce(String operator) {
        return Folding.knows(new OnnxNode("", "", operator, List.of(), List.of(), Map.of()));
    }
}
