package dev.nervure.processor.onnx.blocks;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two tensors compared with all that leads to them, from the later one back to the earlier one: which tensor of the one block
 * stands for which of the other.
 */
final class Pairing {
    private final Drawing drawing;
    private final Tensor first;
    private final Tensor second;
    private final Map<Tensor, Tensor> pairs = new HashMap<>(); // of the second block to those of the first
    private final Map<Tensor, Tensor> back = new HashMap<>();
    private final Set<Tensor> outside = new HashSet<>(); // what both blocks read
    private @Nullable Tensor start;

    private Pairing(Drawing drawing, Tensor first, Tensor second) {
        this.drawing = drawing;
        this.first = first;
        this.second = second;
    }

    /** The pairs, if the block that ends with {@code second} reads {@code first}, and one like it ends there; else null. */
    static @Nullable Pairing of(Drawing drawing, Tensor first, Tensor second) {
        Pairing pairing = new Pairing(drawing, first, second);
        return pairing.complete() ? pairing : null;
    }

    /** What the first block reads where the second reads the first. */
    Tensor start() {
        return Objects.requireNonNull(start);
    }

    /** The tensors of the first block. */
    Collection<Tensor> members() {
        return pairs.values();
    }

    /** The tensor of the second block that stands for one of the first. */
    Tensor next(Tensor member) {
        return Objects.requireNonNull(back.get(member));
    }

    boolean has(Tensor member) {
        return back.containsKey(member);
    }

    private boolean complete() {
        Deque<Tensor> open = new ArrayDeque<>();
        if (!pair(second, first, open)) {
            return false;
        }
        while (!open.isEmpty()) {
            Tensor later = open.remove();
            Tensor earlier = Objects.requireNonNull(pairs.get(later));
            for (int i = 0; i < later.inputs().size(); i++) {
                if (!read(later.inputs().get(i), earlier.inputs().get(i), open)) {
                    return false;
                }
            }
        }
        // a first block that reads one tensor as its input and as that of all blocks is none: the others read two
        return start != null
                && !outside.contains(start)
                && start.type().equals(first.type())
                && closed(pairs, second)
                && isReadWithin();
    }

    private boolean read(Tensor later, Tensor earlier, Deque<Tensor> open) {
        if (later == first) {
            boolean fits = start == null || start == earlier;
            start = earlier;
            return fits;
        }
        if (later == earlier) {
            outside.add(later);
            return true;
        }
        return pair(later, earlier, open);
    }

    private boolean pair(Tensor later, Tensor earlier, Deque<Tensor> open) {
        if (pairs.containsKey(later) || back.containsKey(earlier)) {
            return pairs.get(later) == earlier;
        }
        boolean alike = drawing.nameless(later).equals(drawing.nameless(earlier))
                && later.type().equals(earlier.type())
                && later.inputs().size() == earlier.inputs().size();
        boolean never = later.layer() instanceof InputLayer || later.layer() instanceof RepeatLayer;
        boolean shared = Paths.hasParameters(later)
                && later.layer().name().equals(earlier.layer().name());
        boolean constant = later.layer() instanceof ConstantLayer;
        // what does not hang on an input cannot lead back to the first block
        if (!alike
                || never
                || shared
                || (later.order() < first.order() && later.shape().batched() && !constant)) {
            return false;
        }
        pairs.put(later, earlier);
        back.put(earlier, later);
        open.add(later);
        return true;
    }

    /** Whether nobody else reads what is within the first block. */
    boolean opens() {
        return closed(back, first);
    }

    private boolean isReadWithin() {
        return !drawing.isOutput(first) && drawing.readers(first).stream().allMatch(pairs::containsKey);
    }

    private boolean closed(Map<Tensor, Tensor> block, Tensor end) {
        for (Tensor tensor : block.keySet()) {
            if (tensor == end || tensor.layer() instanceof ConstantLayer) {
                continue;
            }
            if (drawing.isOutput(tensor) || !drawing.readers(tensor).stream().allMatch(block::containsKey)) {
                return false;
            }
        }
        return true;
    }
}
