package dev.nervure.processor.graph;

import java.util.List;

/**
 * Numbers that are given: floats, or else integers; one stands for all.
 *
 * @param floats the floats
 * @param ints the integers, where there are no floats
 */
public record Numbers(List<Float> floats, List<Integer> ints) {
    public Numbers {
        floats = List.copyOf(floats);
        ints = List.copyOf(ints);
    }

    /** Whether one number stands for all. */
    public boolean single() {
        return count() == 1;
    }

    /** How many numbers are given. */
    public int count() {
        return floats.size() + ints.size();
    }
}
