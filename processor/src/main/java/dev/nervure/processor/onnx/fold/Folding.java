package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes a node at once if all that it reads is known, or if it asks for nothing but a shape. */
public final class Folding {
    private static final Map<String, Operator> ALWAYS = Sources.operators();
    private static final Map<String, Operator> IF_KNOWN = new HashMap<>();

    static {
        IF_KNOWN.putAll(Structure.operators());
        IF_KNOWN.putAll(Arithmetic.operators());
        IF_KNOWN.putAll(Reductions.operators());
    }

    private Folding() {}

    /** The outputs of a node that can be computed now; null if it has to wait for the run. */
    public static @Nullable List<Value> fold(Call call) {
        if (!call.node().domain().isEmpty()) {
            return null;
        }
        Operator always = ALWAYS.get(call.node().operator());
        if (always != null) {
            return always.apply(call);
        }
        Operator fold = IF_KNOWN.get(call.node().operator());
        if (fold == null || call.size() == 0) {
            return null;
        }
        if (call.all().stream()
                .anyMatch(
                        value -> value instanceof Known known && known.literal().size() == 0)) {
            for (int i = 0; i < call.size(); i++) {
                if (call.has(i) && call.in(i) instanceof Flow) {
                    call.known(i, "what is done with a value without numbers"); // no tensor can hold it
                }
            }
        }
        return foldsAll(call.all()) ? fold.apply(call) : null;
    }

    /** Whether no value has to wait for the run. */
    public static boolean foldsAll(List<? extends @Nullable Value> values) {
        for (Value value : values) {
            if (value instanceof Flow) {
                return false;
            }
        }
        return true;
    }
}
