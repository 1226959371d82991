package dev.nervure.runtime;

import dev.nervure.runtime.kernel.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/** A copy of all weights, statistics included. */
final class Snapshot {
    private final Map<Parameter, Storage> copies = new LinkedHashMap<>();

    Snapshot(Weights weights) {
        weights.forEach(parameter -> copies.put(parameter, parameter.storage().zeros()));
        take();
    }

    /** Copies the weights as they are now. */
    void take() {
        copies.forEach((parameter, copy) -> copy(parameter.storage(), copy));
    }

    void putBack() {
        copies.forEach((parameter, copy) -> copy(copy, parameter.storage()));
    }

    /** Puts back what forward passes change and training does not: the statistics. */
    void putBackStatistics() {
        copies.forEach((parameter, copy) -> {
            if (!parameter.trainable()) {
                copy(copy, parameter.storage());
            }
        });
    }

    /** The copy of one parameter. */
    Storage of(Parameter parameter) {
        Storage copy = copies.get(parameter);
        if (copy == null) {
            throw new IllegalArgumentException(parameter + " is of another model");
        }
        return copy;
    }

    private static void copy(Storage from, Storage to) {
        float[][] source = from.chunks();
        float[][] target = to.chunks();
        for (int c = 0; c < source.length; c++) {
            System.arraycopy(source[c], 0, target[c], 0, source[c].length);
        }
    }
}
