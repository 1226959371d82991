package dev.nervure.runtime.generated;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The turns of repeated blocks, found by the names of what they hold: {@code path.i.tensor}.
 *
 * @param <T> what a turn is
 */
final class Turns<T> {
    /** By {@code path.i.}, with which the names begin. */
    private final Map<String, T> turns = new LinkedHashMap<>();

    void add(String path, T[] turnsOfBlock) {
        for (int i = 0; i < turnsOfBlock.length; i++) {
            turns.put(path + "." + i + ".", turnsOfBlock[i]);
        }
    }

    /** The turn that holds a tensor; null if none does. */
    @Nullable
    T of(String tensor) {
        for (Map.Entry<String, T> turn : turns.entrySet()) {
            if (tensor.startsWith(turn.getKey())) {
                return turn.getValue();
            }
        }
        return null;
    }

    /** The tensor's name within its turn. */
    String rest(String tensor) {
        for (String start : turns.keySet()) {
            if (tensor.startsWith(start)) {
                return tensor.substring(start.length());
            }
        }
        return tensor;
    }
}
