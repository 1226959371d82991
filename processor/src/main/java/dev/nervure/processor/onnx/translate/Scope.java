package dev.nervure.processor.onnx.translate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a graph by name, within those of the graph around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, String> lacking = new HashMap<>();
    private final Set<String> failed = new HashSet<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void put(String name, Value value) {
        values.put(name, value);
    }

    /** Remembers that a value cannot be made, so that its readers are not blamed for that. */
    void fail(String name) {
        failed.add(name);
    }

    /** Remembers why nothing computes a value. That is no problem unless somebody reads it. */
    void lack(String name, String reason) {
        lacking.put(name, reason);
    }

    /** Why nothing computes a value; empty if something does. */
    String lack(String name) {
        String reason = lacking.get(name);
        if (reason != null) {
            return reason;
        }
        return outer == null || values.containsKey(name) ? "" : outer.lack(name);
    }

    boolean failed(String name) {
        return failed.contains(name) || (!values.containsKey(name) && outer != null && outer.failed(name));
    }

    @Nullable
    Value get(String name) {
        Value value = values.get(name);
        return value == null && outer != null && !failed.contains(name) ? outer.get(name) : value;
    }
}
