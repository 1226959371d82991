package dev.nervure.inspection;

import dev.nervure.runtime.Activations;
import java.util.List;

/**
 * The units of a layer with ReLU that gave 0 for every sample, and so cannot learn from any of them.
 *
 * @param layer the layer's tensor
 * @param units how many units there are
 * @param dead the numbers of those that are dead
 */
public record DeadUnits(String layer, int units, List<Integer> dead) {
    public DeadUnits {
        dead = List.copyOf(dead);
    }

    /** The share of the units that are dead. */
    public double share() {
        return (double) dead.size() / units;
    }

    /** Looks for dead units over any number of forward passes. Owned by one thread. */
    public static final class Search {
        private final LiveUnits live = new LiveUnits();

        /** Begins a search, before the first pass. */
        public Search() {}

        /** Adds the samples of the forward pass that ran last on {@code a}, in the layers that it keeps. */
        public void add(Activations a) {
            live.add(a);
        }

        /** The units of each layer with ReLU that gave 0 for every sample so far. */
        public List<DeadUnits> found() {
            return live.dead();
        }
    }
}
