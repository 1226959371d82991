package dev.nervure.processor.graph;

import java.util.List;

/**
 * How many of a step's optional results are not stored, in each kind of activations: always the first ones.
 *
 * @param everything in activations that keep every tensor
 * @param training in those for training; at least as many
 * @param inference in those for inference; at least as many
 */
public record LeftOut(int everything, int training, int inference) {
    /** Every result is stored. */
    public static final LeftOut NOTHING = new LeftOut(0, 0, 0);

    /** Each different number once, the least first. */
    public List<Integer> numbers() {
        return List.of(everything, training, inference).stream().distinct().toList();
    }
}
