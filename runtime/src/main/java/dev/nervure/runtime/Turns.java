package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The turns of repeated blocks, found by the names of what they hold: {@code path.i.tensor}.
 *
 * @param <T> what a turn is
 */
final class Turns<T> {
    private record Repeated<T>(String result, String path, List<T> turns) {}

    private final List<Repeated<T>> blocks = new ArrayList<>();

    void add(String result, String path, T[] turns) {
        blocks.add(new Repeated<>(result, path, List.of(turns)));
    }

    /** The turns that a tensor is the result of, by what comes before their tensors' names. */
    Map<String, T> computing(String tensor) {
        Map<String, T> found = new LinkedHashMap<>();
        for (Repeated<T> block : blocks) {
            for (int i = 0; i < block.turns.size() && block.result.equals(tensor); i++) {
                found.put(block.path + "." + i + ".", block.turns.get(i));
            }
        }
        return found;
    }

    /** The turn that holds a tensor; null if none does. */
    @Nullable
    T of(String tensor) {
        Repeated<T> block = block(tensor);
        return block == null ? null : block.turns.get(index(block, tensor));
    }

    /** The tensor's name within its turn. */
    String rest(String tensor) {
        Repeated<T> block = block(tensor);
        return block == null ? tensor : tensor.substring((block.path + "." + index(block, tensor) + ".").length());
    }

    private @Nullable Repeated<T> block(String tensor) {
        for (Repeated<T> block : blocks) {
            if (index(block, tensor) >= 0) {
                return block;
            }
        }
        return null;
    }

    private static int index(Repeated<?> block, String tensor) {
        for (int i = 0; i < block.turns.size(); i++) {
            if (tensor.startsWith(block.path + "." + i + ".")) {
                return i;
            }
        }
        return -1;
    }
}
