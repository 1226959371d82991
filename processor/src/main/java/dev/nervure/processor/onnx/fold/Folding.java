package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** The operators that may be computed at once. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(ALWAYS.keySet());
        names.addAll(IF_KNOWN.keySet());
        return names;
    }

    /** Whether an operator may be computed at once. */
    public static boolean knows(OnnxNode node) {
        return node.domain().isEmpty()
                && (ALWAYS.containsKey(node.operator()) || IF_KNOWN.containsKey(node.operator()));
    }

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
        if (ofNothing(call)) {
            for (int i = 0; i < call.size(); i++) {
                if (call.has(i) && call.in(i) instanceof Flow) {
                    call.known(i, "what is done with a value without numbers");
                }
            }
        }
        return foldsAll(reads(call)) ? fold.apply(call) : null;
    }

    /** Of the second input of CastLike only the type is read. */
    private static List<Value> reads(Call call) {
        return call.node().operator().equals("CastLike") ? List.of(call.in(0)) : call.all();
    }

    /**
     * Whether a node reads a value without numbers, which no tensor can hold. A part of a concatenation adds nothing then, and
     * no axes or sizes are a list like any other.
     */
    private static boolean ofNothing(Call call) {
        for (int i = 0; i < call.size(); i++) {
            if (call.has(i)
                    && call.in(i) instanceof Known known
                    && known.literal().size() == 0) {
                boolean list = i > 0 && known.type() == DataType.INT64;
                if (!list && !call.node().operator().equals("Concat")) {
                    return true;
                }
            }
        }
        return false;
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
