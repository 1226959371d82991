package dev.nervure.processor.onnx.translate;

/**
 * What became of a node of the graph, for reports.
 *
 * @param place its number, from 1
 * @param node its name
 * @param operator its operator
 * @param result the sizes of what it computes at run time; {@code "computed at once"}, or {@code "not made"}
 */
public record Outcome(int place, String node, String operator, String result) {
    static final String AT_ONCE = "computed at once";
    static final String NOT_MADE = "not made";

    /** Whether the node is gone: what it computes hangs on constants and shapes alone. */
    public boolean atOnce() {
        return result.equals(AT_ONCE);
    }

    /** Whether the node, or one that it reads, stands in the way. */
    public boolean notMade() {
        return result.equals(NOT_MADE);
    }
}
