package dev.nervure.processor.reference;

import java.util.HashMap;
import java.util.Map;

/**
 * The numbers that a network is evaluated at.
 *
 * @param n the samples
 * @param parameters every parameter, by full name
 * @param sources inputs and targets, by name
 * @param nudges what is added to tensors, by name: their derivatives are those of the tensors
 * @param detached the values through which no gradient flows, as the first evaluation found them
 */
public record Point(
        int n,
        Map<String, Array> parameters,
        Map<String, Array> sources,
        Map<String, Array> nudges,
        Map<String, Array> detached) {
    public Point(int n, Map<String, Array> parameters, Map<String, Array> sources, Map<String, Array> nudges) {
        this(n, parameters, sources, nudges, new HashMap<>());
    }

    Array nudged(String tensor, Array value) {
        Array nudge = nudges.get(tensor);
        return nudge == null ? value : value.plus(nudge);
    }
}
