package dev.nervure.processor.onnx.rules;

import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Value;
import java.util.List;

/** All rules, applied to each value as it is made. What a layer replaces falls away if nothing else reads it. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new DenseBias(),
            new ReshapeOfReshape(),
            new TransposeOfTranspose(),
            new WrittenLayerNorm(),
            new WrittenRmsNorm(),
            new WrittenGelu(),
            new WrittenGates());

    private Rules() {}

    /** The value, or what a person would have written for it. */
    public static Value apply(Value value, Call call) {
        if (!(value instanceof Flow flow)) {
            return value;
        }
        for (Rule rule : ALL) {
            Flow found = rule.find(flow, call);
            if (found != null) {
                return found;
            }
        }
        return flow;
    }
}
