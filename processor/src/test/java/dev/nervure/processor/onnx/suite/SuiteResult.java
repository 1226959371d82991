package dev.nervure.processor.onnx.suite;

import java.util.List;

/**
 * What came of a case.
 *
 * @param name the case
 * @param family its operator
 * @param reason why it failed; empty if it passed
 * @param ulps the largest error, in units of the last place of what is expected
 * @param bound the inputs whose values were known while the graph was compiled
 * @param folded whether all outputs were known then
 */
record SuiteResult(String name, String family, String reason, double ulps, List<String> bound, boolean folded) {
    boolean passed() {
        return reason.isEmpty();
    }
}
