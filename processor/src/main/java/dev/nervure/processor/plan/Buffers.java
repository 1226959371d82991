package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values share an array because they are never needed at the same time: a linear scan over the steps, each new value
 * taking the array of an input where its step may work in place, otherwise the smallest that is free and large enough.
 */
public final class Buffers {
    private final Map<Value, Integer> bufferOf = new LinkedHashMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    private Buffers() {}

    /**
     * Plans the values that {@code steps} write.
     *
     * @param steps in the order in which they run
     * @param kept the values that need arrays of their own
     * @param unstored the values that need none: they share one of no length
     */
    static Buffers share(List<Step> steps, Set<Value> kept, Set<Value> unstored) {
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Value value : steps.get(i).inputs()) {
                lastUse.put(value, i);
            }
            for (Value value : steps.get(i).outputs()) {
                lastUse.put(value, i);
            }
        }
        Buffers plan = new Buffers();
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Value> dying = new ArrayList<>();
            for (Value value : step.inputs()) {
                if (plan.bufferOf.containsKey(value) && last(lastUse, value) == i && !dying.contains(value)) {
                    dying.add(value);
                }
            }
            Value given = step.add() || !step.op().inPlace(step)
                    ? null
                    : dying.stream()
                            .filter(value -> sameSize(value, step.output()))
                            .findFirst()
                            .orElse(null);
            for (Value value : step.outputs()) {
                if (!plan.bufferOf.containsKey(value) && shareable(value) && !kept.contains(value)) {
                    if (given == null) {
                        plan.bufferOf.put(value, plan.take(free, value.shape().size()));
                    } else {
                        plan.bufferOf.put(value, plan.bufferOf.get(given));
                        dying.remove(given);
                    }
                    if (last(lastUse, value) == i) {
                        dying.add(value);
                    }
                }
            }
            plan.release(dying, free);
        }
        if (!unstored.isEmpty()) {
            unstored.forEach(value -> plan.bufferOf.put(value, plan.sizes.size()));
            plan.sizes.add(0);
        }
        return plan;
    }

    /** The same with values that lie in the arrays of others. */
    Buffers with(Map<Value, Value> aliases) {
        aliases.forEach((alias, value) -> {
            Integer buffer = bufferOf.get(value);
            if (buffer != null) {
                bufferOf.put(alias, buffer);
            }
        });
        return this;
    }

    private void release(List<Value> values, List<Integer> free) {
        for (Value value : values) {
            Integer buffer = bufferOf.get(value);
            if (buffer != null) {
                free.add(buffer);
            }
        }
    }

    private static int last(Map<Value, Integer> lastUse, Value value) {
        return lastUse.getOrDefault(value, -1);
    }

    private static boolean shareable(Value value) {
        return value.element() == Value.Element.FLOAT && value.shape().batched();
    }

    private static boolean sameSize(Value a, Value b) {
        return a.shape().size() == b.shape().size();
    }

    private int take(List<Integer> free, int size) {
        Integer best = null;
        for (Integer buffer : free) {
            if (sizes.get(buffer) >= size && (best == null || sizes.get(buffer) < sizes.get(best))) {
                best = buffer;
            }
        }
        if (best == null) {
            sizes.add(size);
            return sizes.size() - 1;
        }
        free.remove(best);
        return best;
    }

    /** The number of the array that a value shares; null if it has one of its own. */
    public @Nullable Integer of(Value value) {
        return bufferOf.get(value);
    }

    /** The floats for one sample of each shared array. */
    public List<Integer> sizes() {
        return List.copyOf(sizes);
    }
}
