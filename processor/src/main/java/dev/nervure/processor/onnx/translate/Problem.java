package dev.nervure.processor.onnx.translate;

/**
 * A node that stands in the way.
 *
 * @param node its name
 * @param operator its operator
 * @param opset the version of the operators
 * @param place where it stands: the number of the node, from 1, within the graphs around it
 * @param reason why it cannot be part of a network
 * @param input the input whose value would help; empty if none
 */
public record Problem(String node, String operator, int opset, String place, String reason, String input) {
    @Override
    public String toString() {
        return operator + " (opset " + opset + ") '" + node + "', node " + place + ": " + reason;
    }
}
