package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of repeated blocks, found by the names of what they hold: {@code path.i.tensor}.
 *
 * @param <T> what a turn is
 */
final class Turns<T> {
    private record Repeated<T>(String path, List<T> turns) {}

    private final List<Repeated<T>> blocks = new ArrayList<>();

    void add(String path, T[] turns) {
        blocks.add(new Repeated<>(path, List.of(turns)));
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
