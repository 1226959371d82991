package dev.nervure.runtime.inspection;

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

    public double share() {
        return (double) dead.size() / units;
    }
}
