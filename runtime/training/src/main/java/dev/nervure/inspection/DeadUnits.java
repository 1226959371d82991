package dev.nervure.inspection;

import dev.nervure.runtime.Activations;
import java.util.List;

/**
 * The units of a layer with ReLU that gave 0 for every sample. No gradient passes through them, so they cannot learn.
 *
 * @param layer the layer's tensor
 * @param units the number of units of the layer
 * @param dead the numbers of the dead units, from 0
 */
public record DeadUnits(String layer, int units, List<Integer> dead) {
    /**
     * A finding with a copy of the list.
     *
     * @param layer the layer's tensor
     * @param units the number of units of the layer
     * @param dead the numbers of the dead units, from 0
     */
    public DeadUnits {
        dead = List.copyOf(dead);
    }

    /**
     * The share of the units that are dead.
     *
     * @return {@code dead.size() / units}
     */
    public double share() {
        return (double) dead.size() / units;
    }

    /** Looks for dead units over any number of forward passes. Owned by one thread. */
    public static final class Search {
        private final LiveUnits live = new LiveUnits();

        /** Begins a search, before the first pass. */
        public Search() {}

        /**
         * Adds the samples of a forward pass. Layers that {@code a} does not keep are left out.
         *
         * @param a the activations on which the pass ran last
         */
        public void add(Activations a) {
            live.add(a);
        }

        /**
         * The units that gave 0 for every sample so far.
         *
         * @return one entry for each layer with ReLU
         */
        public List<DeadUnits> found() {
            return live.dead();
        }
    }
}
