package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of all weights, statistics included. */
final class Snapshot {
    /** The arrays of one parameter, side by side. */
    private static final class Arrays {
        final Parameter parameter;
        final float[][] live;
        final float[][] copy;

        Arrays(Parameter parameter, Storage copy) {
            this.parameter = parameter;
            this.live = Internals.storage(parameter).chunks();
            this.copy = copy.chunks();
        }
    }

    private final Map<Parameter, Storage> copies = new LinkedHashMap<>();
    private final List<Arrays> arrays = new ArrayList<>();

    Snapshot(Weights weights) {
        for (Parameter parameter : weights) {
            Storage copy = Internals.storage(parameter).zeros();
            copies.put(parameter, copy);
            arrays.add(new Arrays(parameter, copy));
        }
        take();
    }

    /** Copies the weights as they are now. */
    void take() {
        for (int p = 0; p < arrays.size(); p++) {
            copy(arrays.get(p).live, arrays.get(p).copy);
        }
    }

    /** Copies what forward passes change and training does not: the statistics. */
    void takeStatistics() {
        for (int p = 0; p < arrays.size(); p++) {
            Arrays a = arrays.get(p);
            if (!a.parameter.trainable()) {
                copy(a.live, a.copy);
            }
        }
    }

    void putBack() {
        arrays.forEach(Snapshot::putBack);
    }

    /** Puts back what {@link #takeStatistics} takes. */
    void putBackStatistics() {
        arrays.stream().filter(a -> !a.parameter.trainable()).forEach(Snapshot::putBack);
    }

    private static void putBack(Arrays a) {
        copy(a.copy, a.live);
        Internals.storage(a.parameter).changed();
    }

    /** The copy of one parameter. */
    Storage of(Parameter parameter) {
        Storage copy = copies.get(parameter);
        if (copy == null) {
            throw new IllegalArgumentException(parameter + " is of another model");
        }
        return copy;
    }

    private static void copy(float[][] from, float[][] to) {
        for (int c = 0; c < from.length; c++) {
            System.arraycopy(from[c], 0, to[c], 0, from[c].length);
        }
    }
}
