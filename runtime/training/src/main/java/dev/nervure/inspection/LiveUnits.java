package dev.nervure.inspection;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which units of layers with ReLU were above 0 for a sample so far. */
final class LiveUnits {
    private final Map<String, BitSet> live = new LinkedHashMap<>();
    private final Map<String, Integer> units = new LinkedHashMap<>();

    /** Looks at the samples of the forward pass that ran last, in the layers that are kept. */
    void add(Activations a) {
        ValidValues valid = new ValidValues(a);
        for (int place = 0; place < valid.layers().size(); place++) {
            LayerInfo layer = valid.layers().get(place);
            if (layer.function().equals("RELU")) {
                add(place, layer, a, valid);
            }
        }
    }

    private void add(int place, LayerInfo layer, Activations a, ValidValues valid) {
        float[] values;
        try {
            values = a.floats(layer.tensor());
        } catch (IllegalStateException shared) {
            return; // backward does not read it
        }
        units.put(layer.tensor(), layer.units());
        BitSet own = live.computeIfAbsent(layer.tensor(), name -> new BitSet());
        for (int s = 0; s < valid.samples() && own.cardinality() < layer.units(); s++) {
            float[] of = valid.ofSample(place, s, values);
            int run = layer.channelsFirst() ? of.length / layer.units() : 1; // values of a unit side by side
            for (int i = 0; i < of.length; i++) {
                if (of[i] > 0) {
                    own.set(i / run % layer.units());
                }
            }
        }
    }

    /** The others, of each layer that was looked at. */
    List<DeadUnits> dead() {
        List<DeadUnits> dead = new ArrayList<>();
        live.forEach((layer, own) -> {
            List<Integer> none = new ArrayList<>();
            for (int unit = 0; unit < units.getOrDefault(layer, 0); unit++) {
                if (!own.get(unit)) {
                    none.add(unit);
                }
            }
            dead.add(new DeadUnits(layer, units.getOrDefault(layer, 0), none));
        });
        return dead;
    }
}
